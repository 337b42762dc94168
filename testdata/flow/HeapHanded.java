package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import support.Rig;

/** Frames that only a host hands to a queue, as a test or a framework does. */
public final class HeapHanded {
  private HeapHanded() {}

  /** A frame of a camera. */
  public static final class Frame {
    private final SgTable table;
    private final int sequence;

    /** Maps a buffer. */
    public Frame(DmaBuf buffer, DmaBufAttachment attachment, int sequence) {
      this.table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      this.sequence = sequence;
    }

    SgTable table() {
      return table;
    }

    int sequence() {
      return sequence;
    }
  }

  /** Frames in order. */
  public static final class Ordered {
    private final Queue<Frame> frames =
        new PriorityQueue<>(Comparator.comparingInt(Frame::sequence));
    private Consumer<? super Frame> watcher = frame -> {};

    /** Takes a frame. */
    public void put(Frame frame) {
      frames.add(frame);
    }

    void watch(Consumer<? super Frame> by) {
      watcher = by;
    }

    /** Shows all frames to the watcher. */
    public int drain() {
      int drained = 0;
      for (Frame frame; (frame = frames.poll()) != null; drained++) {
        watcher.accept(frame);
      }
      return drained;
    }
  }

  /** Frames that are shown at once. */
  public static final class Direct {
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final ArrayDeque<Frame> refused = new ArrayDeque<>();

    /** Takes a frame. */
    public void put(Frame frame) {
      frames.addLast(frame);
    }

    /** Looks at the first one, and at those that nobody ever refuses. */
    public int drain() {
      for (Frame frame : refused) {
        Rig.check(frame.table().pages().length == 4, "four");
      }
      return frames.removeFirst().table().pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  /** Watches a queue. */
  public static final class Encoder {
    /** Sets the watcher. */
    public void encode(Ordered queue) {
      queue.watch(
          frame -> {
            Rig.check(frame.table().pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
          });
    }
  }

  /** Does what a host does, with methods that it finds. */
  public static void main(String[] args) throws ReflectiveOperationException {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("heap-handed"));
      Ordered ordered = new Ordered();
      call(new Encoder(), 1, ordered);
      for (Object queue : new Object[] {ordered, new Direct()}) {
        Object frame =
            Frame.class.getConstructors()[0].newInstance(buffer, attachment, queue.hashCode());
        call(queue, 1, frame);
        call(queue, 0);
        buffer.unmapAttachment(attachment, ((Frame) frame).table(), DmaDirection.TO_DEVICE);
      }
      buffer.detach(attachment);
    }
  }

  private static void call(Object queue, int parameters, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : queue.getClass().getMethods()) {
      if (method.getDeclaringClass() == queue.getClass()
          && method.getParameterCount() == parameters) {
        method.invoke(queue, arguments);
      }
    }
  }
}
