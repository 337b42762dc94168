package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Field;
import support.Rig;

/** Switches in private static fields, of which some are never thrown. */
public final class CondSettled {
  /** A switch that the command line throws. */
  @Retention(RetentionPolicy.RUNTIME)
  private @interface Option {}

  private static boolean tracing;
  private static int level = 2;
  private static boolean thrown;
  private static boolean thrownInside;
  private static boolean thrownByName;
  @Option private static boolean thrownByAnnotation;
  static boolean open;

  private CondSettled() {}

  /** A part of the driver that throws a switch of the class around it. */
  private static final class Setup {
    private static boolean ready;

    static void run() {
      thrownInside = true;
      ready = !ready;
    }
  }

  /** Throws the switches that somebody throws, and runs all. */
  public static void main(String[] args) throws ReflectiveOperationException {
    thrown = args.length == 0;
    Setup.run();
    CondSettled.class.getDeclaredField("thrownByName").setBoolean(null, true);
    for (Field field : CondSettled.class.getDeclaredFields()) {
      if (field.isAnnotationPresent(Option.class)) {
        field.setBoolean(null, true);
      }
    }
    CondSettledHost.open();
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("cond-settled"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      acceptsWhatNobodySwitchesOn(table);
      reportsWhatMainSwitchesOn(table);
      reportsWhatANestMateSwitchesOn(table);
      reportsWhatReflectionSwitchesOn(table);
      reportsWhatAnotherClassSwitchesOn(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static void acceptsWhatNobodySwitchesOn(SgTable table) {
    if (tracing) {
      Rig.check(table.pages().length == 4, "four");
    }
    if (level > 2) {
      Rig.check(table.pages().length == 4, "four");
    }
    SgTable sgt = level == 2 ? Rig.ownTable() : table;
    Rig.check(sgt.pages().length == 4, "four");
  }

  private static void reportsWhatMainSwitchesOn(SgTable table) {
    if (thrown) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsWhatANestMateSwitchesOn(SgTable table) {
    if (thrownInside) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
    if (Setup.ready) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsWhatReflectionSwitchesOn(SgTable table) {
    if (thrownByName) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
    if (thrownByAnnotation) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }

  private static void reportsWhatAnotherClassSwitchesOn(SgTable table) {
    if (open) {
      Rig.check(table.pages().length == 4, "four"); // expect: DMABUF_PAGE_ACCESS
    }
  }
}

/** Another class of the package. */
final class CondSettledHost {
  private CondSettledHost() {}

  static void open() {
    CondSettled.open = true;
  }
}
