package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import support.Rig;

/** Exceptions that carry a table and that reflection wraps in its own. */
public final class CallWrapped {
  private CallWrapped() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws ReflectiveOperationException {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-wrapped"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsCause(table);
      acceptsOwnCause();
      reportsTarget(table);
      acceptsOwnTarget();
      reportsConstructor(table);
      acceptsOwnConstructor();
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SgTable frame;

    Broken(SgTable frame) {
      super("broken");
      this.frame = frame;
    }
  }

  /** A decoder that refuses what it is made for. */
  static final class Decoder {
    Decoder(SgTable frame) {
      throw new Broken(frame);
    }

    static void decode(SgTable frame) {
      throw new Broken(frame);
    }
  }

  private static Method decode() throws NoSuchMethodException {
    return Decoder.class.getDeclaredMethod("decode", SgTable.class);
  }

  private static void reportsCause(SgTable table) throws ReflectiveOperationException {
    try {
      decode().invoke(null, table);
    } catch (InvocationTargetException wrapper) {
      ((Broken) wrapper.getCause()).frame.zero(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsOwnCause() throws ReflectiveOperationException {
    try {
      decode().invoke(null, Rig.ownTable());
    } catch (InvocationTargetException wrapper) {
      ((Broken) wrapper.getCause()).frame.zero();
    }
  }

  private static void reportsTarget(SgTable table) throws ReflectiveOperationException {
    try {
      decode().invoke(null, table);
    } catch (InvocationTargetException wrapper) {
      if (wrapper.getTargetException() instanceof Broken broken) {
        broken.frame.zero(); // expect: DMABUF_PAGE_ACCESS
      }
    }
  }

  private static void acceptsOwnTarget() throws ReflectiveOperationException {
    try {
      decode().invoke(null, Rig.ownTable());
    } catch (InvocationTargetException wrapper) {
      if (wrapper.getTargetException() instanceof Broken broken) {
        broken.frame.zero();
      }
    }
  }

  private static void reportsConstructor(SgTable table) throws ReflectiveOperationException {
    try {
      Decoder.class.getDeclaredConstructor(SgTable.class).newInstance(table);
    } catch (InvocationTargetException wrapper) {
      ((Broken) wrapper.getCause()).frame.zero(); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsOwnConstructor() throws ReflectiveOperationException {
    try {
      Decoder.class.getDeclaredConstructor(SgTable.class).newInstance(Rig.ownTable());
    } catch (InvocationTargetException wrapper) {
      ((Broken) wrapper.getCause()).frame.zero();
    }
  }
}
