package dev.pagewarden.maven;

import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.PathStep;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What Pagewarden's detectors have found, as it stands in SpotBugs' XML report. Findings of other
 * detectors are left out.
 *
 * @param bugs in the order of the report
 * @param errors exceptions of the analysis and classes that it wanted and did not find
 */
public record SpotBugsReport(List<Bug> bugs, List<String> errors) {
  /**
   * A finding.
   *
   * @param pattern such as {@code DMABUF_PAGE_ACCESS}
   * @param site where it is reported; its method is empty where the report does not say
   * @param sourceFile name of that source file, or null if unknown
   * @param message the finding in a sentence or two
   * @param path the way to the access
   * @param properties what the detectors say besides, by name without {@code pagewarden.}
   */
  public record Bug(
      String pattern,
      CallSite site,
      String sourceFile,
      String message,
      List<PathStep> path,
      Map<String, String> properties) {

    /** A property, if the detectors have set it. */
    public Optional<String> property(String name) {
      return Optional.ofNullable(properties.get(name));
    }
  }

  /**
   * Reads a report.
   *
   * @throws IOException if the file cannot be read or is no XML; the message names it
   */
  public static SpotBugsReport read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      XMLStreamReader xml = factory().createXMLStreamReader(in);
      try {
        return new SpotBugsReportReader(xml).read();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw new IOException(file + " is no report of SpotBugs: " + e.getMessage(), e);
    }
  }

  /** Reports come out of a build directory that anybody may have written to. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }
}
