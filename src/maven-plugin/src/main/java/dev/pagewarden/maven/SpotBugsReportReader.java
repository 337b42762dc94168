package dev.pagewarden.maven;

import dev.pagewarden.evidence.CallSite;
import dev.pagewarden.evidence.PathStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Goes through a report's document once, from its beginning to its end. */
final class SpotBugsReportReader {
  private static final String PATTERN_PREFIX = "DMABUF_";
  private static final String PROPERTY_PREFIX = "pagewarden.";

  private final XMLStreamReader xml;
  private final List<SpotBugsReport.Bug> bugs = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();

  SpotBugsReportReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  SpotBugsReport read() throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        enter(xml.getLocalName());
      }
    }
    return new SpotBugsReport(List.copyOf(bugs), List.copyOf(errors));
  }

  private void enter(String element) throws XMLStreamException {
    switch (element) {
      case "BugInstance" -> {
        String pattern = attribute("type");
        if (pattern.startsWith(PATTERN_PREFIX)) {
          bugs.add(readBug(pattern));
        } else {
          skipElement();
        }
      }
      case "MissingClass", "ErrorMessage", "Exception" -> errors.add(xml.getElementText().strip());
      default -> {}
    }
  }

  private SpotBugsReport.Bug readBug(String pattern) throws XMLStreamException {
    String message = "";
    String method = "";
    String descriptor = "";
    Map<String, String> properties = new HashMap<>();
    List<PathStep> lines = new ArrayList<>();
    while (nextChild()) {
      switch (xml.getLocalName()) {
        case "LongMessage" -> message = xml.getElementText().strip();
        case "SourceLine" -> lines.add(readLine());
        case "Method" -> {
          if (method.isEmpty()) {
            method = attribute("name");
            descriptor = attribute("signature");
          }
          skipElement();
        }
        case "Property" -> {
          if (attribute("name").startsWith(PROPERTY_PREFIX)) {
            properties.put(
                attribute("name").substring(PROPERTY_PREFIX.length()), attribute("value"));
          }
          skipElement();
        }
        default -> skipElement();
      }
    }
    // The first line is the finding's own; the rest are the path that leads to it.
    PathStep own = lines.isEmpty() ? new PathStep("", nowhere(), null) : lines.remove(0);
    CallSite site = inMethod(own.site(), method, descriptor);
    return new SpotBugsReport.Bug(
        pattern, site, own.sourceFile(), message, List.copyOf(lines), Map.copyOf(properties));
  }

  private PathStep readLine() throws XMLStreamException {
    CallSite site =
        new CallSite(
            attribute("classname").replace('.', '/'),
            "",
            "",
            number("startBytecode"),
            -1,
            number("start"));
    String role = attribute("role");
    String sourceFile = xml.getAttributeValue(null, "sourcefile");
    skipElement();
    return new PathStep(role, site, sourceFile);
  }

  private static CallSite nowhere() {
    return new CallSite("", "", "", -1, -1, -1);
  }

  private static CallSite inMethod(CallSite site, String method, String descriptor) {
    return new CallSite(
        site.className(), method, descriptor, site.bytecodeIndex(), site.ordinal(), site.line());
  }

  /** Goes to the next child of the current element; false at the element's end. */
  private boolean nextChild() throws XMLStreamException {
    int event;
    do {
      event = xml.next();
    } while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT);
    return event == XMLStreamConstants.START_ELEMENT;
  }

  private void skipElement() throws XMLStreamException {
    while (nextChild()) {
      skipElement();
    }
  }

  private String attribute(String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  private int number(String name) {
    String value = attribute(name);
    return value.isEmpty() ? -1 : Integer.parseInt(value);
  }
}
