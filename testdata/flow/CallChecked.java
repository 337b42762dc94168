package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.concurrent.Callable;
import support.Rig;

/** Handlers of checked exceptions, which come only from calls that declare them. */
public final class CallChecked {
  private CallChecked() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-checked"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsReplacedBeforeTheReadThatFails(table);
      reportsReplacedAfterTheReadThatFails(table);
      acceptsReplacedBeforeInterrupt(table);
      reportsFailedInMethodReference(table);
      reportsFailedInSubclassOnly(table);
      acceptsReplacedInResource(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void read(int bytes) throws IOException {
    if (bytes > 2) {
      throw new EOFException();
    }
  }

  private static void acceptsReplacedBeforeTheReadThatFails(SgTable table) {
    SgTable current = table;
    try {
      current = Rig.ownTable();
      read(4);
      current = table;
      Rig.check(current.nents() == 4, "four entries");
    } catch (IOException expected) {
      Rig.check(current.pages().length == 4, "four pages");
    }
  }

  private static void reportsReplacedAfterTheReadThatFails(SgTable table) {
    SgTable current = table;
    try {
      Rig.check(current.nents() == 4, "four entries");
      read(4);
      current = Rig.ownTable();
    } catch (IOException expected) {
      Rig.check(current.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsReplacedBeforeInterrupt(SgTable table) {
    SgTable current = table;
    try {
      current = Rig.ownTable();
      Thread.currentThread().interrupt();
      Thread.sleep(1);
      current = table;
      Rig.check(current.nents() == 4, "four entries");
    } catch (InterruptedException expected) {
      Rig.check(current.pages().length == 4, "four pages");
    }
  }

  private static <T> T call(Callable<T> task) throws IOException {
    try {
      return task.call();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static SgTable fail() throws IOException {
    throw new EOFException();
  }

  private static void reportsFailedInMethodReference(SgTable table) {
    SgTable current = Rig.ownTable();
    try {
      current = table;
      current = call(CallChecked::fail);
    } catch (IOException expected) {
      Rig.check(current.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsFailedInSubclassOnly(SgTable table) {
    SgTable current = Rig.ownTable();
    Reader reader =
        new Reader() {
          @Override
          public int read(char[] target, int from, int count) throws IOException {
            throw new EOFException();
          }

          @Override
          public void close() {}
        };
    try {
      current = table;
      Rig.check(reader.read() == 0, "never");
      current = Rig.ownTable();
    } catch (IOException expected) {
      Rig.check(current.pages().length == 4, "four pages"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsReplacedInResource(SgTable table) {
    SgTable own = Rig.ownTable();
    SgTable current = table;
    try (Reader reader = new StringReader("frame")) {
      int entries = current.nents();
      current = own;
      read(reader.read() - entries);
    } catch (IOException expected) {
      Rig.check(current.pages().length == 4, "four pages");
    }
  }
}
