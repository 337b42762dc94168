package library;

import dev.pagewarden.dmabuf.SgTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A frame store as a dependency might bring it: it knows nothing of who imports what. */
public final class FrameStore {
  private final Map<String, SgTable> frames = new LinkedHashMap<>();
  private SgTable latest;

  /** Keeps {@code table} under {@code name} and returns what was there, or null. */
  public SgTable put(String name, SgTable table) {
    latest = table;
    return frames.put(name, table);
  }

  /** The table kept under {@code name}, or null. */
  public SgTable get(String name) {
    return frames.get(name);
  }

  /** The table that came last, or null. */
  public SgTable latest() {
    return latest;
  }

  /** Calls {@code visitor} with each table in the order of their coming. */
  public void forEach(Consumer<? super SgTable> visitor) {
    for (SgTable frame : frames.values()) {
      visitor.accept(frame);
    }
  }
}
