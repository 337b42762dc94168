package flow;

import dev.pagewarden.dmabuf.DmaBuf;
import dev.pagewarden.dmabuf.DmaBufAttachment;
import dev.pagewarden.dmabuf.DmaDirection;
import dev.pagewarden.dmabuf.SgTable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import support.Rig;

/** Functions and frames that a method wraps around the ones it made before, in loops. */
public final class CallComposed {
  private static final Map<String, Supplier<UnaryOperator<SgTable>>> STAGES =
      Map.of("pass", () -> CallComposed::pass, "bounce", () -> CallComposed::bounce);

  private CallComposed() {}

  /** Runs every variant with an imported table. */
  public static void main(String[] args) {
    try (DmaBuf buffer = Rig.buffer()) {
      DmaBufAttachment attachment = buffer.attach(Rig.device("call-composed"));
      SgTable table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE);
      reportsPassed(table);
      acceptsBounced(table);
      reportsBouncedBefore(table);
      reportsNamedStages(table);
      acceptsNamedStages(table);
      reportsWrapped(table);
      acceptsOuterWrapped(table);
      buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE);
      buffer.detach(attachment);
    }
  }

  private static SgTable pass(SgTable table) {
    return table;
  }

  private static SgTable bounce(SgTable table) {
    return Rig.ownTable(table.nents());
  }

  private static Function<SgTable, SgTable> chain(
      Function<SgTable, SgTable> first, Function<SgTable, SgTable> second) {
    return table -> second.apply(first.apply(table));
  }

  private static void reportsPassed(SgTable table) {
    Function<SgTable, SgTable> all = CallComposed::pass;
    for (UnaryOperator<SgTable> stage : List.<UnaryOperator<SgTable>>of(t -> t, t -> t)) {
      all = chain(all, stage);
    }
    all.apply(table).zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsBounced(SgTable table) {
    Function<SgTable, SgTable> all = CallComposed::pass;
    for (UnaryOperator<SgTable> stage :
        List.<UnaryOperator<SgTable>>of(CallComposed::pass, CallComposed::bounce)) {
      all = chain(all, stage);
    }
    all.apply(table).zero();
  }

  private static void reportsBouncedBefore(SgTable table) {
    Function<SgTable, SgTable> all = CallComposed::pass;
    for (UnaryOperator<SgTable> stage :
        List.<UnaryOperator<SgTable>>of(CallComposed::bounce, t -> table)) {
      all = chain(all, stage);
    }
    all.apply(Rig.ownTable()).zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static Function<SgTable, SgTable> named(String... names) {
    Function<SgTable, SgTable> all = Function.identity();
    for (String name : names) {
      all = all.andThen(STAGES.get(name).get());
    }
    return all;
  }

  private static void reportsNamedStages(SgTable table) {
    named("pass", "pass").apply(table).zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsNamedStages(SgTable table) {
    named("pass", "bounce").apply(table).zero();
  }

  /** A frame, and the one that it was made of. */
  private record Frame(SgTable table, Frame source) {
    static Frame of(SgTable table, Frame source) {
      return new Frame(table, source);
    }
  }

  private static void reportsWrapped(SgTable table) {
    Frame frame = null;
    for (SgTable each : List.of(table, Rig.ownTable())) {
      frame = Frame.of(each, frame);
    }
    frame.source().table().zero(); // expect: DMABUF_PAGE_ACCESS
  }

  private static void acceptsOuterWrapped(SgTable table) {
    Frame frame = null;
    for (SgTable each : List.of(table, Rig.ownTable())) {
      frame = Frame.of(each, frame);
    }
    frame.table().zero();
  }
}
