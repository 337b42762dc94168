package sample.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import sample.api.DmaBuf;
import sample.api.Scatterlist;
import sample.api.SgTable;

/**
 * Runs through classes that touch pages at very many places ({@code gen.C0}, {@code gen.C1}, ..),
 * and notes each access that has returned.
 */
final class Peeker {
  private Peeker() {}

  /** Takes how many classes there are, how many threads run through them all, and where to note. */
  public static void main(String[] arguments) throws Exception {
    int classes = Integer.parseInt(arguments[0]);
    DmaBuf buffer = new Heap().export("frames");
    SgTable table = buffer.mapAttachment(buffer.attach("gpu"));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < Integer.parseInt(arguments[1]); t++) {
      Path log = arguments.length < 3 ? null : Path.of(arguments[2], "thread" + t);
      Thread thread = new Thread(() -> peek(classes, table.firstEntry(), log), "peeker-" + t);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("done");
  }

  private static void peek(int classes, Scatterlist entry, Path log) {
    try (OutputStream out =
        log == null ? OutputStream.nullOutputStream() : new FileOutputStream(log.toFile())) {
      for (int c = 0; c < classes; c++) {
        String name = "gen.C" + c;
        Method run = Class.forName(name).getMethod("run", Scatterlist.class, IntConsumer.class);
        IntConsumer note = line -> note(out, name + " " + line + "\n");
        run.invoke(null, entry, note);
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void note(OutputStream out, String line) {
    try {
      out.write(line.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
