package flow;

import dev.pagewarden.dmabuf.Device;
import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import support.Rig;

/** Names that look like the contract's and are nothing of the kind. */
public final class SilentLookalikes {
  /** A book has pages, too. */
  private static final class Book {
    private final List<Leaf> leaves = new ArrayList<>();

    Book(int count) {
      for (int i = 0; i < count; i++) {
        leaves.add(new Leaf(i));
      }
    }

    Leaf firstEntry() {
      return leaves.get(0);
    }

    Leaf[] pages() {
      return leaves.toArray(new Leaf[0]);
    }

    void forEachPage(Consumer<Leaf> reader) {
      leaves.forEach(reader);
    }

    int copyTo(ByteBuffer target) {
      target.put((byte) leaves.size());
      return 1;
    }
  }

  private static final class Leaf {
    private final int number;

    Leaf(int number) {
      this.number = number;
    }

    Leaf page() {
      return this;
    }

    long virtualAddress() {
      return number;
    }
  }

  /** Wraps a table and answers what the DMA side answers, under other names. */
  private static final class Window {
    private final SgTable table;

    Window(SgTable table) {
      this.table = table;
    }

    int pages() {
      return table.dmaAddresses().length;
    }

    long physicalAddress() {
      return table.firstEntry().dmaAddress();
    }

    long copyTo(Device device, byte[] target) {
      device.read(physicalAddress(), target);
      return target.length;
    }
  }

  private SilentLookalikes() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("silent-lookalikes"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsBook(table);
      acceptsWindow(attachment.device(), table);
      acceptsBookNamedByTable(table);
      acceptsMapOfBooks(table);
      acceptsReflectionOnBook(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsBook(SgTable table) {
    Book book = new Book(table.nents());
    Rig.check(book.pages().length == 4, "four leaves");
    Rig.check(book.firstEntry().page().virtualAddress() == 0, "the first");
    int[] read = new int[1];
    book.forEachPage(leaf -> read[0]++);
    Rig.check(read[0] == 4, "read to the end");
  }

  private static void acceptsWindow(Device device, SgTable table) {
    Window window = new Window(table);
    Rig.check(window.pages() == 4, "four addresses");
    Rig.check(window.physicalAddress() != 0, "an address");
    byte[] start = new byte[16];
    Rig.check(window.copyTo(device, start) == 16, "sixteen bytes");
    Rig.expectFrame("window", start);
  }

  private static void acceptsBookNamedByTable(SgTable table) {
    Map<SgTable, Book> books = new IdentityHashMap<>();
    books.put(table, new Book(2));
    Book book = books.get(table);
    Rig.check(book.firstEntry().page() != null, "a leaf");
    Rig.check(book.copyTo(ByteBuffer.allocate(1)) == 1, "one byte");
  }

  private static void acceptsMapOfBooks(SgTable table) {
    Map<String, Object> things = new HashMap<>();
    things.put("table", table);
    things.put("book", new Book(3));
    if (things.get("book") instanceof Book book) {
      Rig.check(book.pages().length == 3, "three leaves");
    }
  }

  private static void acceptsReflectionOnBook(SgTable table) {
    try {
      Method pages = Book.class.getDeclaredMethod("pages");
      Leaf[] leaves = (Leaf[]) pages.invoke(new Book(table.nents()));
      Rig.check(leaves.length == 4, "four leaves");
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
