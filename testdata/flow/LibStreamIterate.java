package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.stream.Stream;
import support.Rig;

/** Streams without end, each element of which is made from the one before. */
public final class LibStreamIterate {
  private record Plane(SgTable table, int index) {}

  private record Link(SgTable table, Link next) {}

  private LibStreamIterate() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("lib-stream-iterate"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsOwnBehindIndices(table);
      reportsMappedBehindIndices(table);
      reportsThirdLink(table);
      reportsThirdLinkUntilEnd(table);
      acceptsLinksOfOwn();
      acceptsLinksBefore(table);
      acceptsOwnAtNextIndex(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static List<Plane> planes(SgTable table) {
    return List.of(new Plane(Rig.ownTable(), 0), new Plane(table, 1));
  }

  private static void acceptsOwnBehindIndices(SgTable table) {
    List<Plane> planes = planes(table);
    Stream.iterate(1, i -> i + 1).limit(1).map(i -> planes.get(i).table()).forEach(SgTable::nents);
    planes.stream().filter(plane -> plane.index() == 0).forEach(plane -> plane.table().zero());
    planes.get(0).table().zero();
  }

  private static void reportsMappedBehindIndices(SgTable table) {
    List<Plane> planes = planes(table);
    Stream.iterate(1, i -> i + 1)
        .limit(1)
        .map(i -> planes.get(i).table())
        .forEach(each -> each.zero()); // expect: DMABUF_PAGE_ACCESS
    planes.get(1).table().zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static Link chain(SgTable third) {
    Link last = new Link(third, null);
    return new Link(Rig.ownTable(), new Link(Rig.ownTable(), last));
  }

  private static void reportsThirdLink(SgTable table) {
    Stream.iterate(chain(table), Link::next)
        .limit(3)
        .map(Link::table)
        .forEach(each -> each.zero()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void reportsThirdLinkUntilEnd(SgTable table) {
    Stream.iterate(chain(table), link -> link != null, Link::next)
        .forEach(link -> link.table().zero()); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsLinksOfOwn() {
    Stream.iterate(chain(Rig.ownTable()), Link::next).limit(3).forEach(link -> link.table().zero());
  }

  private static void acceptsLinksBefore(SgTable table) {
    Stream.iterate(chain(table), Link::next).limit(2).forEach(link -> link.table().zero());
  }

  private static void acceptsOwnAtNextIndex(SgTable table) {
    List<SgTable> tables = List.of(table, Rig.ownTable(), Rig.ownTable());
    Stream.iterate(1, i -> i + 1).limit(2).forEach(i -> tables.get(i).zero());
  }
}
