import com.adobe.epubcheck.tool.EpubChecker;
import java.util.Scanner;

/** epubcheck for many books: each line of the input is a file, and what is said of it ends with ENDS. */
public class Epubchecks {
    public static void main(String[] none) {
        Scanner files = new Scanner(System.in);
        while (files.hasNextLine()) {
            int errors = new EpubChecker().run(new String[] {files.nextLine()});
            System.out.println("ENDS " + errors);
            System.out.flush();
        }
    }
}
