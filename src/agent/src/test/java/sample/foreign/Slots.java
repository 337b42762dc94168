package sample.foreign;

import java.io.Serializable;
import java.util.List;

/** A table that is a record, of entries of three kinds. */
public record Slots(List<Slot> all) implements Serializable {
  /** Waits for whoever holds the table. */
  @Override
  public synchronized List<Slot> all() {
    return all;
  }

  public long[] frames() {
    return all.stream().mapToLong(Slot::frame).toArray();
  }

  public long[] busAddresses() {
    return all.stream().mapToLong(Slot::busAddress).toArray();
  }

  /** An entry. */
  public interface Slot extends Serializable {
    long frame();

    long busAddress();
  }

  /** An entry whose link is an int, with two markers in its low bits. */
  public static final class Packed implements Slot {
    private static final long serialVersionUID = 1L;

    private int link;
    private final long busAddress;

    public Packed(int frame, long busAddress) {
      this.link = frame << 2 | 2;
      this.busAddress = busAddress;
    }

    @Override
    public long frame() {
      return link >> 2;
    }

    @Override
    public long busAddress() {
      return busAddress;
    }

    public int markers() {
      return link & 3;
    }
  }

  /** An entry that refers to its page. */
  public static final class Direct implements Slot {
    private static final long serialVersionUID = 1L;

    private Sheet link;
    private final long busAddress;

    public Direct(Sheet sheet, long busAddress) {
      this.link = sheet;
      this.busAddress = busAddress;
    }

    @Override
    public long frame() {
      return link == null ? -1 : link.number();
    }

    @Override
    public long busAddress() {
      return busAddress;
    }
  }

  /** An entry that refers to its page for good. */
  public record Fixed(Sheet link, long busAddress) implements Slot {
    @Override
    public long frame() {
      return link == null ? -1 : link.number();
    }
  }

  /** A page. */
  public record Sheet(int number) implements Serializable {}
}
