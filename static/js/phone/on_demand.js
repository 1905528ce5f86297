// Views that are loaded after the first screen, or when somebody opens one before that.
import { later, loaded } from "../ui/later.js"

const AFTER = 1000

const load = () => import("./later.js")

export const Accompanied = later(load, "Accompanied")
export const AnnounceChoice = later(load, "AnnounceChoice")
export const Appear = later(load, "Appear")
export const Became = later(load, "Became")
export const Bring = later(load, "Bring")
export const Companion = later(load, "Companion")
export const Convening = later(load, "Convening")
export const Convergence = later(load, "Convergence")
export const ConvergenceLine = later(load, "ConvergenceLine")
export const ChooseElsewhere = later(load, "ChooseElsewhere")
export const Ending = later(load, "Ending")
export const Flag = later(load, "Flag")
export const FollowedBy = later(load, "FollowedBy")
export const ForgetMe = later(load, "ForgetMe")
export const Help = later(load, "Help")
export const HelpTexts = later(load, "HelpTexts")
export const InQueue = later(load, "InQueue")
export const JoinedActions = later(load, "JoinedActions")
export const KeptTopics = later(load, "KeptTopics")
export const Me = later(load, "Me")
export const Meeting = later(load, "Meeting")
export const MyCalendar = later(load, "MyCalendar")
export const Notices = later(load, "Notices")
export const OnePage = later(load, "OnePage")
export const Outcome = later(load, "Outcome")
export const PassQuestion = later(load, "PassQuestion")
export const ReportsDue = later(load, "ReportsDue")
export const Session = later(load, "Session")
export const StaleNote = later(load, "StaleNote")
export const Statement = later(load, "Statement")
export const Taken = later(load, "Taken")
export const Follows = later(load, "Follows")
export const TakeUp = later(load, "TakeUp")
export const Together = later(load, "Together")
export const Topics = later(load, "Topics")
export const TopicSheet = later(load, "TopicSheet")
export const Visits = later(load, "Visits")
export const WasHere = later(load, "WasHere")
export const Wishes = later(load, "Wishes")

/** Ends what shows a gathering without a network. */
export const stopWorker = code => load().then(later => later.stopWorker(code)).catch(() => {})

/** Loads them ahead, so that they are there without a network. From then on photos that
 * wait are sent, planned bells ring, new times are told, and the wall is kept if somebody asked for it. */
export function loadSoon(phone) {
  setTimeout(async () => {
    const { keepWall, resumePhotos, ringPlanned, watchTimes } = await loaded(load)
    keepWall(phone)
    resumePhotos(phone)
    ringPlanned(phone.g, phone.onBell)
    watchTimes(phone)
  }, AFTER)
}
