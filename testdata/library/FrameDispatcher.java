package library;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Maps a buffer and calls the {@link OnFrame} methods of whoever subscribed with its table. */
public final class FrameDispatcher {
  private final List<Object> subscribers = new ArrayList<>();

  /** Calls the marked methods of {@code subscriber} from now on. */
  public void subscribe(Object subscriber) {
    subscribers.add(subscriber);
  }

  /** Maps {@code attachment}'s buffer, tells every subscriber, unmaps it. */
  public void dispatch(DmaBufAttachment attachment) {
    DmaBuf buffer = attachment.buffer();
    SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
    for (Object subscriber : subscribers) {
      for (Method method : subscriber.getClass().getDeclaredMethods()) {
        if (method.isAnnotationPresent(OnFrame.class)) {
          call(method, subscriber, table);
        }
      }
    }
    buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
  }

  private static void call(Method method, Object subscriber, SgTable table) {
    try {
      method.setAccessible(true);
      method.invoke(subscriber, table);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("cannot call " + method, failure);
    }
  }
}
