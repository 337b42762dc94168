package dev.pagewarden.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Records as lines of JSON. */
final class RecordFormat {
  private RecordFormat() {}

  /** Returns the record as one line of ASCII, with its line end. */
  static String line(RunRecord record) {
    StringWriter text = new StringWriter(256);
    JsonWriter out = new JsonWriter(text);
    out.setSerializeNulls(false);
    try {
      out.beginObject();
      write(out, record);
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return Json.ascii(text.getBuffer()).append('\n').toString();
  }

  private static void write(JsonWriter out, RunRecord record) throws IOException {
    if (record instanceof RunRecord.Header header) {
      out.name("type").value("header");
      out.name("format").value(header.format());
      out.name("agent").value(header.agentVersion());
      out.name("pid").value(header.pid());
      out.name("jvm").value(header.jvm());
      out.name("startMillis").value(header.startMillis());
      out.name("command").value(header.command());
    } else if (record instanceof RunRecord.Instrumented loaded) {
      out.name("type").value("class");
      out.name("class").value(loaded.className());
      out.name("hash").value(loaded.classHash());
      out.name("sites").value(loaded.sites());
    } else if (record instanceof RunRecord.NotInstrumented loaded) {
      out.name("type").value("class");
      out.name("class").value(loaded.className());
      out.name("hash").value(loaded.classHash());
      out.name("failed").value(loaded.reason());
    } else if (record instanceof RunRecord.Access access) {
      writeAccess(out, access);
    } else if (record instanceof RunRecord.Reached reached) {
      out.name("type").value("reached");
      Sites.write(out, reached.site());
      out.name("nanos").value(reached.nanos());
    } else if (record instanceof RunRecord.Count count) {
      out.name("type").value("count");
      Sites.write(out, count.site());
      out.name("imported").value(count.imported());
      out.name("other").value(count.other());
    } else if (record instanceof RunRecord.Note note) {
      out.name("type").value("note");
      out.name("topic").value(note.topic());
      out.name("text").value(note.text());
    }
  }

  private static void writeAccess(JsonWriter out, RunRecord.Access access) throws IOException {
    out.name("type").value("access");
    Sites.write(out, access.site());
    out.name("kind").value(access.kind());
    if (access.mappedAt() != null) {
      out.name("mappedAt").beginObject();
      Sites.write(out, access.mappedAt());
      out.endObject();
    }
    out.name("exporter").value(access.exporter());
    out.name("buffer").value(access.buffer());
    out.name("thread").value(access.thread());
    out.name("test").value(access.test());
    out.name("nanos").value(access.nanos());
  }

  static RunRecord parse(String line) throws MalformedException {
    Fields fields = Json.object(line);
    String type = fields.text("type");
    return switch (type) {
      case "header" -> header(fields);
      case "class" -> loaded(fields);
      case "access" -> access(fields);
      case "reached" -> new RunRecord.Reached(Sites.accessSite(fields), fields.number("nanos"));
      case "count" ->
          new RunRecord.Count(
              Sites.accessSite(fields), fields.count("imported"), fields.count("other"));
      case "note" -> new RunRecord.Note(fields.text("topic"), fields.text("text"));
      default -> throw new MalformedException("type \"" + type + "\" is not known");
    };
  }

  private static RunRecord header(Fields fields) throws MalformedException {
    int format = fields.integer("format");
    if (format != RunRecord.FORMAT) {
      // Another version may lack or rename everything else.
      return new RunRecord.Header(format, "", 0, "", 0, "");
    }
    return new RunRecord.Header(
        format,
        fields.text("agent"),
        fields.number("pid"),
        fields.text("jvm"),
        fields.number("startMillis"),
        fields.text("command"));
  }

  private static RunRecord loaded(Fields fields) throws MalformedException {
    String className = fields.text("class");
    String hash = fields.textOrNull("hash");
    return fields.has("failed")
        ? new RunRecord.NotInstrumented(className, hash, fields.text("failed"))
        : new RunRecord.Instrumented(className, hash, fields.integer("sites"));
  }

  private static RunRecord access(Fields fields) throws MalformedException {
    return new RunRecord.Access(
        Sites.accessSite(fields),
        fields.text("kind"),
        fields.has("mappedAt") ? Sites.callSite(fields.object("mappedAt")) : null,
        fields.textOrNull("exporter"),
        fields.textOrNull("buffer"),
        fields.text("thread"),
        fields.textOrNull("test"),
        fields.number("nanos"));
  }
}
