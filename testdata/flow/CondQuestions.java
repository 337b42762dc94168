package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.Optional;
import support.Rig;

/**
 * Conditions that ask the same question twice, of something that answers the same each time: a
 * string, the class of an object, an attachment, an Optional.
 */
public final class CondQuestions {
  private enum Origin {
    OWN,
    IMPORTED
  }

  private CondQuestions() {}

  /** Runs every variant with an imported table, for either answer. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-questions"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      for (int i = 0; i < 2; i++) {
        String origin = System.getProperty("flow.origin", i == 0 ? "own" : "imported");
        acceptsStringAskedTwice(table, origin);
        reportsOtherAnswerOfString(table, origin);
        acceptsStringSwitchedOnTwice(table, origin);
        acceptsClassAskedTwice(table, i == 0 ? origin : origin.length());
        acceptsConstantAskedTwice(table, Origin.valueOf(origin.toUpperCase()));
        acceptsEmptyOptional(table, i == 0);
        reportsPresentOptional(table, i == 0);
      }
      acceptsAttachmentAskedTwice(table, attachment);
      reportsOtherAnswerOfAttachment(table, attachment);
      reportsPrivateOfAttachment(table, attachment);
      acceptsPrivateOfOtherAttachment(buffer);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsStringAskedTwice(SgTable table, String origin) {
    SgTable current = origin.equals("own") ? Rig.ownTable() : table;
    if (origin.equals("own")) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsOtherAnswerOfString(SgTable table, String origin) {
    SgTable current = origin.equals("own") ? Rig.ownTable() : table;
    if (!origin.equals("own")) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsStringSwitchedOnTwice(SgTable table, String origin) {
    SgTable current =
        switch (origin) {
          case "own" -> Rig.ownTable();
          default -> table;
        };
    switch (origin) {
      case "own" -> Rig.check(current.firstEntry().page() != null, "a page");
      default -> Rig.check(current.nents() == 4, "four entries");
    }
  }

  private static void acceptsClassAskedTwice(SgTable table, Object origin) {
    SgTable current = origin instanceof String ? Rig.ownTable() : table;
    if (origin instanceof String) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsConstantAskedTwice(SgTable table, Origin origin) {
    SgTable current = origin != Origin.OWN ? table : Rig.ownTable();
    if (origin == Origin.OWN) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void acceptsEmptyOptional(SgTable table, boolean present) {
    Optional<SgTable> found = present ? Optional.of(table) : Optional.empty();
    SgTable current = found.isPresent() ? found.get() : Rig.ownTable();
    if (found.isEmpty()) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsPresentOptional(SgTable table, boolean present) {
    Optional<SgTable> found = Optional.ofNullable(present ? table : null);
    SgTable current = found.orElseGet(Rig::ownTable);
    if (found.isPresent()) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void acceptsAttachmentAskedTwice(SgTable table, DmaBufAttachment attachment) {
    SgTable current = attachment.isDynamic() ? table : Rig.ownTable();
    if (!attachment.isDynamic()) {
      Rig.check(current.firstEntry().page() != null, "a page");
    }
  }

  private static void reportsOtherAnswerOfAttachment(SgTable table, DmaBufAttachment attachment) {
    SgTable current = attachment.isDynamic() ? Rig.ownTable() : table;
    if (!attachment.isDynamic()) {
      Rig.check(current.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsPrivateOfAttachment(SgTable table, DmaBufAttachment attachment) {
    attachment.importerPriv(table);
    SgTable kept = (SgTable) attachment.importerPriv();
    Rig.check(kept.firstEntry().page() != null, "a page"); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsPrivateOfOtherAttachment(DmaBuf buffer) {
    DmaBufAttachment other = buffer.attach(Rig.device("other"));
    other.importerPriv(Rig.ownTable());
    SgTable kept = (SgTable) other.importerPriv();
    Rig.check(kept.firstEntry().page() != null, "a page");
    buffer.detach(other);
  }
}
