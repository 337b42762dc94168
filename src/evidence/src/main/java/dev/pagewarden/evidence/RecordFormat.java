package dev.pagewarden.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The format of record files, version 2.
 *
 * <p>A JVM has one file, named {@code <pid>-<startMillis>-<random>.jsonl}, to which lines are only
 * ever appended; it can be read at any time. A line is one JSON object in ASCII. Its first member
 * is {@code type}, its last {@code crc}: the CRC-32C, as eight hexadecimal digits, of all that
 * stands before {@code ,"crc"}. Members that are not known are ignored; those without a value are
 * left out. An empty line means nothing.
 *
 * <pre>
 * header   format, agent, run, pid, jvm, startMillis, command
 *          Always the first line. A file of another format is not read any further.
 * class    class, hash, sites             instrumented, with so many sites
 * class    class, hash, failed            not instrumented, and why
 * access   SITE, kind, mappedAt{PLACE}, exporter, buffer, thread, test, testId, nanos
 *          A site touched an imported table. On disk before the access returns.
 * reached  SITE, nanos                    a site ran on something that was not imported
 * count    SITE, imported, other          how often it ran; at the end of the JVM
 * note     topic, text                    something that the agent wants told
 * end      nanos, lost                    the last line of a JVM that was not killed
 *
 * PLACE    class, method, descriptor, bci, ordinal, line    as in {@link CallSite}
 * SITE     PLACE, hash, accessor                            as in {@link AccessSite}
 * </pre>
 *
 * <p>A last line without its line end whose checksum does not fit is torn: the JVM was killed in
 * the middle of it, or is just writing it. Any other line whose checksum does not fit is damaged.
 */
final class RecordFormat {
  private RecordFormat() {}

  private static final String CHECKSUM = ",\"crc\":\"";
  private static final String END = "\"}";
  private static final int DIGITS = 8;

  /** Returns the record as one line of ASCII, with its line end. */
  static String line(RunRecord record) {
    StringBuilder text = Json.ascii(json(record));
    text.setLength(text.length() - 1); // the closing brace, which comes behind the checksum
    String checksum = checksum(text);
    return text.append(CHECKSUM).append(checksum).append(END).append('\n').toString();
  }

  private static CharSequence json(RunRecord record) {
    StringWriter text = new StringWriter(512);
    JsonWriter out = new JsonWriter(text);
    out.setSerializeNulls(false);
    try {
      out.beginObject();
      write(out, record);
      out.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.getBuffer();
  }

  private static String checksum(CharSequence text) {
    CRC32C crc = new CRC32C();
    crc.update(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static void write(JsonWriter out, RunRecord record) throws IOException {
    if (record instanceof RunRecord.Header header) {
      out.name("type").value("header");
      out.name("format").value(header.format());
      out.name("agent").value(header.agentVersion());
      out.name("run").value(header.run());
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
    } else if (record instanceof RunRecord.End end) {
      out.name("type").value("end");
      out.name("nanos").value(end.nanos());
      out.name("lost").value(end.lost());
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
    out.name("thread").value(access.actor().thread());
    out.name("test").value(access.actor().test());
    out.name("testId").value(access.actor().testId());
    out.name("nanos").value(access.nanos());
  }

  /**
   * Returns the record of a line, given without its line end.
   *
   * @throws MalformedException if the line is damaged or says what cannot be; the message completes
   *     "the line ..", or "it is .."
   */
  static RunRecord parse(String line) throws MalformedException {
    int format = formatOfHeader(line);
    if (format >= 0 && format != RunRecord.FORMAT) {
      // Another version may lack or rename everything else, checksums too.
      return new RunRecord.Header(format, "", "", 0, "", 0, "");
    }
    verify(line);
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
      case "end" -> new RunRecord.End(fields.number("nanos"), fields.count("lost"));
      default -> throw new MalformedException("type \"" + type + "\" is not known");
    };
  }

  /** Returns the version that a header names, or -1 if the line is no header. */
  private static int formatOfHeader(String line) {
    if (!line.startsWith("{\"type\":\"header\"")) {
      return -1;
    }
    try {
      return Json.object(line).integer("format");
    } catch (MalformedException e) {
      return -1;
    }
  }

  private static void verify(String line) throws MalformedException {
    int end = line.length() - END.length() - DIGITS - CHECKSUM.length();
    if (end < 0
        || !line.startsWith(CHECKSUM, end)
        || !line.endsWith(END)
        || !line.startsWith(checksum(line.substring(0, end)), end + CHECKSUM.length())) {
      throw new MalformedException("damaged: its checksum does not fit");
    }
  }

  private static RunRecord header(Fields fields) throws MalformedException {
    return new RunRecord.Header(
        fields.integer("format"),
        fields.text("agent"),
        fields.text("run"),
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
        new RunRecord.Actor(
            fields.text("thread"), fields.textOrNull("test"), fields.textOrNull("testId")),
        fields.number("nanos"));
  }
}
