package library;

import dev.pagewarden.dmabuf.SgTable;
import java.util.ArrayList;
import java.util.List;

/** A filter that a dependency declares and applies, and its user implements. */
public abstract class FrameFilter {
  private final List<FrameFilter> next = new ArrayList<>();

  /** Called with each frame. */
  protected abstract void filter(SgTable frame);

  /** Adds a filter that runs after this one; returns this. */
  public final FrameFilter then(FrameFilter filter) {
    next.add(filter);
    return this;
  }

  /** Runs this filter and those after it. */
  public final void run(SgTable frame) {
    filter(frame);
    for (FrameFilter filter : next) {
      filter.run(frame);
    }
  }
}
