// Node's socket.io as a peer: a claim is acknowledged and sent to everybody, and nothing is kept.
import { createServer } from "node:http"
import { Server } from "socket.io"

const http = createServer()
const io = new Server(http, { perMessageDeflate: false, serveClient: false })
let seq = 0
io.on("connection", socket => {
  socket.on("command", (body, answer) => {
    seq += 1
    io.emit("changes", { since: seq - 1, seq, changes: [body] })
    answer({ ok: true, seq })
  })
})
http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 4096 })
