package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.Scatterlist;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import support.Rig;

/** Reflected members that are chosen in loops, streams and tables. */
public final class LibMembers {
  private LibMembers() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) throws Exception {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-members"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsLoopOverMethods(table);
      reportsFieldLoop(table);
      reportsMethodStream(table);
      reportsBeanSetterGetter(table);
      acceptsOtherMethodByName(table);
      reportsStatefulProxy(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  public static final class Box {
    public SgTable open;
    private SgTable hidden;

    public Box() {}

    public Box(SgTable open) {
      this.open = open;
    }

    public SgTable getHidden() {
      return hidden;
    }

    public void setHidden(SgTable x) {
      hidden = x;
    }
  }

  private static void reportsLoopOverMethods(SgTable table) throws Exception {
    for (Method m : SgTable.class.getMethods()) {
      if (m.getName().equals("pages")) {
        Object p = m.invoke(table); // expect: DMABUF_PAGE_ACCESS
        Rig.check(p != null, "pages");
      }
    }
    for (Method m : Scatterlist.class.getDeclaredMethods()) {
      if ("dmaAddress".equals(m.getName())) {
        Rig.check((long) m.invoke(table.firstEntry()) != 0, "address");
      }
    }
  }

  private static void reportsFieldLoop(SgTable table) throws Exception {
    Box b = new Box(table);
    for (Field f : Box.class.getDeclaredFields()) {
      if (f.getName().equals("open")) {
        SgTable seen1 = ((SgTable) f.get(b));
        Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
      }
    }
    Field hidden = Box.class.getDeclaredField("hidden");
    hidden.setAccessible(true);
    hidden.set(b, Rig.ownTable());
    Rig.check(((SgTable) hidden.get(b)).firstEntry().page() != null, "a page");
  }

  private static void reportsMethodStream(SgTable table) throws Exception {
    Method m =
        Arrays.stream(SgTable.class.getMethods())
            .filter(x -> x.getName().equals("pages"))
            .findFirst()
            .orElseThrow();
    Rig.check(m.invoke(table) != null, "pages"); // expect: DMABUF_PAGE_ACCESS
    Method d =
        Arrays.stream(SgTable.class.getMethods())
            .filter(x -> x.getName().equals("dmaAddresses"))
            .findFirst()
            .orElseThrow();
    Rig.check(d.invoke(table) != null, "addresses");
  }

  private static void reportsBeanSetterGetter(SgTable table) throws Exception {
    Box b = Box.class.getDeclaredConstructor().newInstance();
    Method set = b.getClass().getMethod("setHidden", SgTable.class);
    Method get = b.getClass().getMethod("getHidden");
    set.invoke(b, table);
    SgTable seen1 = ((SgTable) get.invoke(b));
    Rig.check(seen1.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    set.invoke(b, Rig.ownTable());
    Rig.check(((SgTable) get.invoke(b)).firstEntry().page() != null, "a page");
  }

  private static void acceptsOtherMethodByName(SgTable table) throws Exception {
    for (String n : new String[] {"nents", "dmaAddresses"}) {
      Rig.check(SgTable.class.getMethod(n).invoke(table) != null, n);
    }
    String name = "pages";
    Rig.check(SgTable.class.getMethod(name).getName().equals(name), "name");
  }

  interface Repo {
    SgTable load();

    void save(SgTable table);
  }

  private static void reportsStatefulProxy(SgTable table) {
    Map<String, Object> state = new HashMap<>();
    Repo r =
        (Repo)
            Proxy.newProxyInstance(
                LibMembers.class.getClassLoader(),
                new Class<?>[] {Repo.class},
                (p, m, a) -> {
                  switch (m.getName()) {
                    case "save":
                      state.put("t", a[0]);
                      return null;
                    default:
                      return state.get("t");
                  }
                });
    r.save(table);
    Rig.check(r.load().firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    r.save(Rig.ownTable());
    Rig.check(r.load().firstEntry().page() != null, "a page");
  }
}
