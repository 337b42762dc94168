package dev.pagewarden.agent;

import dev.pagewarden.evidence.AccessSite;
import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.RunRecord;
import java.util.Map;
import java.util.function.Supplier;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** The events of Java Flight Recorder, under {@code dev.pagewarden}. */
final class FlightEvents {
  FlightEvents(Supplier<Map<AccessSite, RunRecord.Count>> counts) {
    FlightRecorder.addPeriodicEvent(
        SiteCount.class, () -> counts.get().values().forEach(FlightEvents::counted));
  }

  void mapped(Lease lease, RunningTest test) {
    TableMapped event = new TableMapped();
    if (event.isEnabled()) {
      event.fill(lease.origin(), lease.bufferName(), test);
      event.commit();
    }
  }

  void scrambled(Lease lease, RunningTest test) {
    TableScrambled event = new TableScrambled();
    if (event.isEnabled()) {
      event.fill(lease.origin(), lease.bufferName(), test);
      event.commit();
    }
  }

  void unmapped(Origin origin, String buffer, RunningTest test) {
    TableUnmapped event = new TableUnmapped();
    if (event.isEnabled()) {
      event.fill(origin, buffer, test);
      event.commit();
    }
  }

  void accessed(Site site, Callee callee, Lease lease, RunningTest test) {
    PageAccess event = new PageAccess();
    if (event.isEnabled()) {
      event.fill(lease.origin(), lease.bufferName(), test);
      event.importer = place(site.callSite());
      event.accessor = site.accessor();
      event.kind = callee.member().kind().name();
      event.commit();
    }
  }

  private static void counted(RunRecord.Count count) {
    SiteCount event = new SiteCount();
    event.importer = place(count.site().callSite());
    event.accessor = count.site().accessor();
    event.imported = count.imported();
    event.other = count.other();
    event.commit();
  }

  private static String place(CallSite at) {
    return at == null
        ? null
        : at.className().replace('/', '.') + "." + at.methodName() + ":" + at.line();
  }

  /** What all events of a table say. */
  @Category("Pagewarden")
  @StackTrace(true)
  private abstract static class TableEvent extends Event {
    @Label("Exporter")
    @Description("Class of the exporter that made the table")
    String exporter;

    @Label("Buffer")
    String buffer;

    @Label("Mapped At")
    @Description("Class, method and line at which the importer mapped the table")
    String mappedAt;

    @Label("Test")
    @Description("The test that ran")
    String test;

    final void fill(Origin origin, String bufferName, RunningTest running) {
      exporter = origin.exporter();
      buffer = bufferName;
      mappedAt = place(origin.mappedAt());
      test = running == null ? null : running.name();
    }
  }

  @Name("dev.pagewarden.TableMapped")
  @Label("Table Mapped")
  @Description("An importer got a table")
  private static final class TableMapped extends TableEvent {}

  @Name("dev.pagewarden.TableScrambled")
  @Label("Table Scrambled")
  @Description("The pages of a table that an importer got were hidden")
  private static final class TableScrambled extends TableEvent {}

  @Name("dev.pagewarden.TableUnmapped")
  @Label("Table Unmapped")
  @Description("An importer gave a table back")
  private static final class TableUnmapped extends TableEvent {}

  @Name("dev.pagewarden.PageAccess")
  @Label("Page Access")
  @Description("An importer reached for the pages of a table; the first thousand times of a site")
  private static final class PageAccess extends TableEvent {
    @Label("Importer")
    @Description("Class, method and line of the call site")
    String importer;

    @Label("Accessor")
    String accessor;

    @Label("Kind")
    String kind;
  }

  @Name("dev.pagewarden.SiteCount")
  @Label("Site Count")
  @Description("How often a call site ran since the agent's start")
  @Category("Pagewarden")
  @StackTrace(false)
  @Period("endChunk")
  private static final class SiteCount extends Event {
    @Label("Importer")
    @Description("Class, method and line of the call site")
    String importer;

    @Label("Accessor")
    String accessor;

    @Label("On Imported Tables")
    long imported;

    @Label("On Others")
    long other;
  }
}
