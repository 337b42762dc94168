package dev.pagewarden.agent;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/** What the probes on one thread have to tell each other. Used by that thread alone. */
final class ThreadState {
  private final WeakReference<Thread> thread;
  private final long threadId;
  private Frame[] frames = newFrames(8);
  private final FixedCell fixedCell;
  private boolean agentAtWork;
  // Written by its thread alone; others read counts from it, which may be a moment old.
  private long[] cell;
  private int used = Cells.FIRST_COUNT;
  private long[] head;

  /**
   * Creates the state of a thread.
   *
   * @param thread the thread
   * @param fixedCell one of the bridge's if this thread has that, else null
   */
  ThreadState(Thread thread, FixedCell fixedCell) {
    this.thread = new WeakReference<>(thread);
    this.threadId = thread.getId();
    this.fixedCell = fixedCell;
    cell = fixedCell == null ? new long[Cells.FIRST_COUNT] : fixedCell.counts();
    head = fixedCell == null ? cell : fixedCell.head();
    setOwner(threadId);
  }

  private void setOwner(long owner) {
    if (fixedCell == null) {
      cell[Cells.OWNER] = owner;
    } else {
      fixedCell.setOwner(owner);
    }
  }

  boolean isOf(Thread which) {
    return thread.refersTo(which);
  }

  /** Whether the thread has ended. */
  boolean isOver() {
    Thread alive = thread.get();
    return alive == null || !alive.isAlive();
  }

  long threadId() {
    return threadId;
  }

  /** Returns the cell in which the bridge counts; see {@link Cells}. */
  long[] cell() {
    return cell;
  }

  /** Returns how much of the cell was written to; the bridge counts only where counts are. */
  int used() {
    return used;
  }

  /** Returns what the cell begins with; the same array unless that is the fixed cell. */
  long[] head() {
    return head;
  }

  /** Returns what the bridge knows this thread's cell by, without looking for it; null if not. */
  FixedCell fixedCell() {
    return fixedCell;
  }

  /** Counts a run of a site. Sites beyond what the cell may hold count for themselves. */
  void ran(Site site) {
    add(site, 0);
  }

  /** Counts a run of a site on something imported. */
  void ranOnImported(Site site) {
    add(site, 1);
  }

  private void add(Site site, int offset) {
    if (site.id() >= Cells.MOST_SITES) {
      (offset == 0 ? site.overflow() : site.importedOverflow()).increment();
      return;
    }
    int at = Cells.FIRST_COUNT + 2 * site.id() + offset;
    if (at >= cell.length) {
      grow(at + 2);
    }
    used = Math.max(used, at + 1);
    cell[at]++;
  }

  private void grow(int least) {
    long[] old = cell;
    cell = Arrays.copyOf(old, Math.max(least, 2 * old.length));
    head = cell;
    // Who still finds the old one must ask for the new.
    old[Cells.OWNER] = -1;
  }

  /** Notes the site of the call that comes next. */
  void announce(long key) {
    head[Cells.PENDING] = key;
  }

  /** Returns what was announced last and has not been taken, or 0. */
  long announced() {
    return head[Cells.PENDING];
  }

  /** Whether any probed method runs that must be told of its end. */
  boolean isInsideAny() {
    return head[Cells.DEPTH] != 0;
  }

  /**
   * Takes the announced site.
   *
   * @param target what has been called; a site that announced something else never got there
   * @return the key of the site that made this call, or 0 if it came another way
   */
  long take(int target) {
    long key = head[Cells.PENDING];
    head[Cells.PENDING] = 0;
    return key != 0 && Keys.target(key) == target ? key : 0;
  }

  /** Whether the agent itself is calling the API on this thread; probes are silent then. */
  boolean isAgentAtWork() {
    return agentAtWork;
  }

  void setAgentAtWork(boolean atWork) {
    agentAtWork = atWork;
    setOwner(atWork ? -1 : threadId);
  }

  /** Notes that a probed method begins. */
  Frame push(Callee callee, int quietTimes) {
    dropForgotten(quietTimes);
    int depth = depth();
    if (depth == frames.length) {
      Frame[] grown = Arrays.copyOf(frames, 2 * depth);
      for (int i = depth; i < grown.length; i++) {
        grown[i] = new Frame();
      }
      frames = grown;
    }
    Frame frame = frames[depth];
    head[Cells.DEPTH] = depth + 1L;
    frame.begin(callee, quietTimes);
    return frame;
  }

  /**
   * Finds the frame of a probed method that ends. Frames above it are dropped: their methods ended
   * without a word (a stack overflow in the middle of a probe).
   *
   * @return null if there is none, since the probe at its beginning chose not to follow it
   */
  Frame find(Callee callee) {
    for (int i = depth() - 1; i >= 0; i--) {
      if (frames[i].callee() == callee) {
        while (depth() > i + 1) {
          pop();
        }
        return frames[i];
      }
    }
    return null;
  }

  /** Forgets the innermost frame. */
  void pop() {
    int depth = depth() - 1;
    head[Cells.DEPTH] = depth;
    frames[depth].end();
  }

  /** Drops accesses that ended while nobody listened. */
  private void dropForgotten(int quietTimes) {
    for (Frame top = top(); top != null && top.isForgotten(quietTimes); top = top()) {
      pop();
    }
  }

  /** Returns the innermost frame, or null; as {@link #top()}, but none that has ended unheard. */
  Frame top(int quietTimes) {
    dropForgotten(quietTimes);
    return top();
  }

  private Frame top() {
    int depth = depth();
    return depth == 0 ? null : frames[depth - 1];
  }

  /** Returns the innermost frame below another that moves tables: maps or unmaps them, or null. */
  Frame moverBelow(Frame frame) {
    int i = depth() - 1;
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
    for (int i = depth() - 1; i >= 0; i--) {
      Frame frame = frames[i];
      if (frame.callee().kind().isExporters() && lease.isLentBy(frame.receiver())) {
        return true;
      }
    }
    return false;
  }

  private int depth() {
    return (int) head[Cells.DEPTH];
  }

  private static Frame[] newFrames(int count) {
    Frame[] frames = new Frame[count];
    for (int i = 0; i < count; i++) {
      frames[i] = new Frame();
    }
    return frames;
  }
}
