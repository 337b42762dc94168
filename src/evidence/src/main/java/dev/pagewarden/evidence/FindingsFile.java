package dev.pagewarden.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The findings of a build with their verdicts, for machines: one JSON object. */
public final class FindingsFile {
  /** The version of the format that this build writes and reads. */
  public static final int FORMAT = 1;

  private FindingsFile() {}

  /**
   * Writes findings, in their order. The file appears whole or not at all.
   *
   * @param file where to; its directory is created if need be
   * @param findings what goes by call sites
   * @param notes what else runs have told
   * @throws IOException if that fails
   */
  public static void write(Path file, List<ReportedFinding> findings, List<RunRecord.Note> notes)
      throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    // Not Files.createTempFile: what that makes, only its owner may read.
    Path temporary =
        directory.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.writeString(temporary, json(findings, notes));
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String json(List<ReportedFinding> findings, List<RunRecord.Note> notes)
      throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter out = new JsonWriter(text);
    out.setIndent("  ");
    out.setSerializeNulls(false);
    out.beginObject();
    out.name("format").value(FORMAT);
    out.name("findings").beginArray();
    for (ReportedFinding finding : findings) {
      FindingFormat.write(out, finding);
    }
    out.endArray();
    out.name("notes").beginArray();
    for (RunRecord.Note note : notes) {
      out.beginObject();
      out.name("topic").value(note.topic());
      out.name("text").value(note.text());
      out.endObject();
    }
    out.endArray();
    out.endObject();
    return Json.ascii(text.getBuffer()).append('\n').toString();
  }

  /**
   * Reads findings.
   *
   * @throws IOException if the file cannot be read or is not what {@link #write} writes; the
   *     message says what is wrong with which finding
   */
  public static List<ReportedFinding> read(Path file) throws IOException {
    try {
      Fields root = Json.object(Files.readString(file));
      int format = root.integer("format");
      if (format != FORMAT) {
        throw new MalformedException(
            "is of findings format "
                + format
                + ", and this Pagewarden reads format "
                + FORMAT
                + "; use the same version of detectors and plugin");
      }
      List<ReportedFinding> findings = new ArrayList<>();
      for (Fields fields : root.objects("findings")) {
        findings.add(finding(fields, findings.size() + 1));
      }
      return List.copyOf(findings);
    } catch (MalformedException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static ReportedFinding finding(Fields fields, int number) throws MalformedException {
    try {
      return FindingFormat.parse(fields);
    } catch (MalformedException e) {
      throw new MalformedException("finding " + number + ": " + e.getMessage());
    }
  }
}
