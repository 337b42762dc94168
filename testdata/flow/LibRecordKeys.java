package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import support.Rig;

/** Maps whose keys are records: equal where what they hold is. */
public final class LibRecordKeys {
  private record Handle(int id) {}

  private enum Layer {
    VIDEO,
    CURSOR
  }

  private record Plane(Layer layer, String format) {}

  /** A record that is the same key as any other of its class. */
  private record Anything(int id) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Anything;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private LibRecordKeys() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-record-keys"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsEqualHandle(table);
      acceptsOtherHandle(table);
      acceptsDefaultForOtherHandle(table);
      reportsEqualPlane(table);
      acceptsReplacedPlane(table);
      reportsEqualByOwnMethod(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static Map<Handle, SgTable> handles(SgTable table) {
    Map<Handle, SgTable> handles = new ConcurrentHashMap<>();
    handles.put(new Handle(4), table);
    handles.put(new Handle(5), Rig.ownTable());
    return handles;
  }

  private static void reportsEqualHandle(SgTable table) {
    SgTable found = handles(table).get(new Handle(4));
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOtherHandle(SgTable table) {
    Rig.check(handles(table).get(new Handle(5)).firstEntry().page() != null, "a page");
  }

  private static void acceptsDefaultForOtherHandle(SgTable table) {
    SgTable found = handles(table).getOrDefault(new Handle(6), Rig.ownTable());
    Rig.check(found.firstEntry().page() != null, "a page");
  }

  private static void reportsEqualPlane(SgTable table) {
    Map<Plane, SgTable> planes = new HashMap<>();
    planes.put(new Plane(Layer.CURSOR, "rgba"), Rig.ownTable());
    planes.put(new Plane(Layer.VIDEO, "rgba"), table);
    SgTable video = planes.get(new Plane(Layer.VIDEO, "rgba"));
    Rig.check(video.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsReplacedPlane(SgTable table) {
    Map<Plane, SgTable> planes = new HashMap<>();
    planes.put(new Plane(Layer.VIDEO, "nv12"), table);
    planes.put(new Plane(Layer.VIDEO, "nv12"), Rig.ownTable());
    Rig.check(planes.size() == 1, "one plane");
    SgTable video = planes.get(new Plane(Layer.VIDEO, "nv12"));
    Rig.check(video.firstEntry().page() != null, "a page");
  }

  private static void reportsEqualByOwnMethod(SgTable table) {
    Map<Anything, SgTable> tables = new HashMap<>();
    tables.put(new Anything(1), table);
    SgTable found = tables.get(new Anything(2));
    Rig.check(found.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }
}
