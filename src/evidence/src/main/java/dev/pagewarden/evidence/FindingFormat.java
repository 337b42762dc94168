package dev.pagewarden.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Findings as JSON objects. */
final class FindingFormat {
  private FindingFormat() {}

  static void write(JsonWriter out, ReportedFinding finding) throws IOException {
    out.beginObject();
    out.name("pattern").value(finding.pattern());
    out.name("verdict").value(finding.outcome().verdict().name());
    out.name("importer").value(finding.importer());
    out.name("accessor").value(finding.accessor());
    out.name("message").value(finding.message());
    out.name("remedy").value(finding.remedy());
    out.name("sourceFile").value(finding.sourceFile());
    writeSite(out, "site", finding.site());
    writeSite(out, "mappedAt", finding.mappedAt());
    out.name("path").beginArray();
    for (PathStep step : finding.path()) {
      out.beginObject();
      out.name("role").value(step.role());
      out.name("sourceFile").value(step.sourceFile());
      Sites.write(out, step.site());
      out.endObject();
    }
    out.endArray();
    out.name("run").beginObject();
    write(out, finding.outcome());
    out.endObject();
    out.endObject();
  }

  static ReportedFinding parse(Fields fields) throws MalformedException {
    List<PathStep> path = new ArrayList<>();
    for (Fields step : fields.objects("path")) {
      path.add(
          new PathStep(step.text("role"), Sites.callSite(step), step.textOrNull("sourceFile")));
    }
    return new ReportedFinding(
        fields.text("pattern"),
        fields.text("accessor"),
        fields.text("importer"),
        Sites.callSite(fields.object("site")),
        fields.textOrNull("sourceFile"),
        fields.has("mappedAt") ? Sites.callSite(fields.object("mappedAt")) : null,
        path,
        outcome(fields, fields.object("run")),
        fields.textOrNull("remedy"),
        fields.text("message"));
  }

  private static void write(JsonWriter out, Outcome outcome) throws IOException {
    out.name("watch").value(outcome.watch().name());
    out.name("match").value(outcome.grade() == null ? null : outcome.grade().name());
    out.name("imported").value(outcome.imported());
    out.name("other").value(outcome.other());
    out.name("exact").value(outcome.exact());
    write(out, "exporters", outcome.exporters());
    write(out, "buffers", outcome.buffers());
    write(out, "tests", outcome.tests());
    out.name("reason").value(outcome.reason());
  }

  private static Outcome outcome(Fields finding, Fields run) throws MalformedException {
    finding.text("verdict");
    run.text("watch");
    return new Outcome(
        finding.constantOrNull(Verdict.class, "verdict"),
        run.constantOrNull(Watch.class, "watch"),
        run.constantOrNull(MatchGrade.class, "match"),
        run.count("imported"),
        run.count("other"),
        run.flag("exact"),
        run.texts("exporters"),
        run.texts("buffers"),
        run.texts("tests"),
        run.textOrNull("reason"));
  }

  private static void writeSite(JsonWriter out, String name, CallSite site) throws IOException {
    if (site != null) {
      out.name(name).beginObject();
      Sites.write(out, site);
      out.endObject();
    }
  }

  private static void write(JsonWriter out, String name, List<String> texts) throws IOException {
    out.name(name).beginArray();
    for (String text : texts) {
      out.value(text);
    }
    out.endArray();
  }
}
