package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import support.Rig;

/** Dynamic proxies: what the handler sees, what it passes on, what it returns. */
public final class LibProxy {
  private interface Surface {
    SgTable table();

    int show(SgTable table);
  }

  private static final class Peeking implements Surface {
    private final SgTable table;

    Peeking(SgTable table) {
      this.table = table;
    }

    @Override
    public SgTable table() {
      return table;
    }

    @Override
    public int show(SgTable shown) {
      return shown.pages().length; // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static final class Counting implements Surface {
    @Override
    public SgTable table() {
      return Rig.ownTable();
    }

    @Override
    public int show(SgTable shown) {
      return shown.nents();
    }
  }

  /** Logs each call and passes it on. */
  private static final class Logging implements InvocationHandler {
    private final Object target;
    private final List<String> calls = new ArrayList<>();

    Logging(Object target) {
      this.target = target;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      calls.add(method.getName());
      return method.invoke(target, arguments);
    }
  }

  private LibProxy() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-proxy"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsHandlerThatTouches(table);
      acceptsHandlerThatCounts(table);
      reportsPassedOn(table);
      acceptsPassedOnToCounting(table);
      reportsReturnedByHandler(table);
      reportsReturnedThroughTarget(table);
      acceptsOwnReturnedThroughTarget();
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Surface proxy(InvocationHandler handler) {
    Class<?>[] types = {Surface.class};
    return (Surface) Proxy.newProxyInstance(Surface.class.getClassLoader(), types, handler);
  }

  private static void reportsHandlerThatTouches(SgTable table) {
    Surface surface =
        proxy(
            (proxy, method, arguments) -> {
              SgTable shown = (SgTable) arguments[0];
              return shown.pages().length; // expect: DMABUF_PAGE_ACCESS
            });
    Rig.check(surface.show(table) == 4, "four pages");
  }

  private static void acceptsHandlerThatCounts(SgTable table) {
    Surface surface = proxy((proxy, method, arguments) -> ((SgTable) arguments[0]).nents());
    Rig.check(surface.show(table) == 4, "four entries");
  }

  private static void reportsPassedOn(SgTable table) {
    Surface surface = proxy(new Logging(new Peeking(Rig.ownTable())));
    Rig.check(surface.show(table) == 4, "four pages");
  }

  private static void acceptsPassedOnToCounting(SgTable table) {
    Surface surface = proxy(new Logging(new Counting()));
    Rig.check(surface.show(table) == 4, "four entries");
  }

  private static void reportsReturnedByHandler(SgTable table) {
    Surface surface = proxy((proxy, method, arguments) -> table);
    Rig.check(surface.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsReturnedThroughTarget(SgTable table) {
    Surface surface = proxy(new Logging(new Peeking(table)));
    Rig.check(surface.table().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOwnReturnedThroughTarget() {
    Surface surface = proxy(new Logging(new Counting()));
    Rig.check(surface.table().firstEntry().page() != null, "a page");
  }
}
