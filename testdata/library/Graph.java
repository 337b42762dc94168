package library;

import dev.pagewarden.dmabuf.SgTable;

/** A media graph as a dependency might bring it: what runs when is for a service to say. */
public final class Graph {
  /** A part of the graph, which dependants write. */
  public abstract static class Stage {
    private final SgTable scratch;

    /** Makes a stage with memory of its own. */
    protected Stage(SgTable scratch) {
      this.scratch = scratch;
    }

    /** The stage's own memory. */
    protected final SgTable scratch() {
      return scratch;
    }

    /** Works on a frame. */
    protected abstract void run(SgTable frame);
  }

  private final Pool.Store stages = Pool.store();

  /** Adds a stage. */
  public void add(Stage stage) {
    stages.give(stage);
  }

  /** Has the stages work on a frame. */
  public void push(SgTable frame) {
    for (Object stage = stages.take(); stage != null; stage = stages.take()) {
      ((Stage) stage).run(frame);
    }
  }
}
