package dev.pagewarden.agent;

import java.util.Arrays;

/** What the probes on one thread have to tell each other. */
final class ThreadState {
  private Site pending;
  private Frame[] frames = newFrames(8);
  private int depth;
  private boolean agentAtWork;

  /** Notes the site of the call that comes next. */
  void announce(Site site) {
    pending = site;
  }

  /**
   * Takes the announced site.
   *
   * @param target what has been called; a site that announced something else never got there
   * @return the site that made this call, or null if it came another way
   */
  Site take(int target) {
    Site site = pending;
    pending = null;
    return site != null && site.target() == target ? site : null;
  }

  /** Whether the agent itself is calling the API on this thread; probes are silent then. */
  boolean isAgentAtWork() {
    return agentAtWork;
  }

  void setAgentAtWork(boolean atWork) {
    agentAtWork = atWork;
  }

  /** Notes that a probed method begins. */
  Frame push(Callee callee) {
    if (depth == frames.length) {
      Frame[] grown = Arrays.copyOf(frames, 2 * depth);
      for (int i = depth; i < grown.length; i++) {
        grown[i] = new Frame();
      }
      frames = grown;
    }
    Frame frame = frames[depth++];
    frame.begin(callee);
    return frame;
  }

  /**
   * Finds the frame of a probed method that ends. Frames above it are dropped: their methods ended
   * without a word (a stack overflow in the middle of a probe).
   *
   * @return null if there is none, since the probe at its beginning chose not to follow it
   */
  Frame find(Callee callee) {
    for (int i = depth - 1; i >= 0; i--) {
      if (frames[i].callee() == callee) {
        while (depth > i + 1) {
          frames[--depth].end();
        }
        return frames[i];
      }
    }
    return null;
  }

  /** Forgets the innermost frame. */
  void pop() {
    frames[--depth].end();
  }

  /** Returns the innermost frame, or null. */
  Frame top() {
    return depth == 0 ? null : frames[depth - 1];
  }

  /** Returns the innermost frame below another that moves tables: maps or unmaps them, or null. */
  Frame moverBelow(Frame frame) {
    int i = depth - 1;
    while (i >= 0 && frames[i] != frame) {
      i--;
    }
    for (i--; i >= 0; i--) {
      switch (frames[i].callee().kind()) {
        case MAP, UNMAP, EXPORTER_MAP, EXPORTER_UNMAP -> {
          return frames[i];
        }
        default -> {}
      }
    }
    return null;
  }

  /** Whether the thread is inside a callback of one of the exporters that lent a table. */
  boolean isInsideExporterOf(Lease lease) {
    for (int i = depth - 1; i >= 0; i--) {
      Frame frame = frames[i];
      if (frame.callee().kind().isExporters() && lease.isLentBy(frame.receiver())) {
        return true;
      }
    }
    return false;
  }

  private static Frame[] newFrames(int count) {
    Frame[] frames = new Frame[count];
    for (int i = 0; i < count; i++) {
      frames[i] = new Frame();
    }
    return frames;
  }
}
