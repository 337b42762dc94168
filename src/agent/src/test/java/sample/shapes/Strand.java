package sample.shapes;

import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.function.Supplier;

/** A table that is a ring of entries around a sentinel, made by nobody but itself. */
public final class Strand {
  private static final Bead END = new Bead(null, null, 0);

  private final Supplier<Bead> first;
  private final Optional<Bead> last;
  private final Thread maker = Thread.currentThread();

  private Strand(Sheet... sheets) {
    Bead chain = END;
    Bead newest = null;
    for (int i = sheets.length - 1; i >= 0; i--) {
      chain = new Bead(this, sheets[i], 0x100L * (i + 1)).before(chain);
      newest = newest == null ? chain : newest;
    }
    Bead head = chain;
    first = () -> head;
    last = Optional.of(newest);
  }

  public static Strand of(Sheet... sheets) {
    return new Strand(sheets);
  }

  public Bead head() {
    return first.get() == END ? null : first.get();
  }

  public Bead tail() {
    return last.get();
  }

  /** Gives itself back. */
  public synchronized void release(Desk.Owner<Strand> owner) {
    owner.takeBack(this);
  }

  public Thread maker() {
    return maker;
  }

  /** An entry. */
  public static final class Bead {
    private final Sheet link;
    private final long busAddress;
    private final Strand owner;
    private final WeakReference<Strand> weakOwner;
    private Bead following;

    private Bead(Strand owner, Sheet link, long busAddress) {
      this.owner = owner;
      this.weakOwner = new WeakReference<>(owner);
      this.link = link;
      this.busAddress = busAddress;
    }

    private Bead before(Bead next) {
      following = next;
      return this;
    }

    public Bead following() {
      return following == END ? null : following;
    }

    public Sheet sheet() {
      return link;
    }

    public long busAddress() {
      return busAddress;
    }

    public Strand owner() {
      return owner == weakOwner.get() ? owner : null;
    }
  }
}
