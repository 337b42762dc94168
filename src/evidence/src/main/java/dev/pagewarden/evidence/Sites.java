package dev.pagewarden.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Call sites as JSON. */
final class Sites {
  private Sites() {}

  static void write(JsonWriter out, CallSite site) throws IOException {
    out.name("class").value(site.className());
    out.name("method").value(site.methodName());
    out.name("descriptor").value(site.descriptor());
    out.name("bci").value(site.bytecodeIndex());
    out.name("ordinal").value(site.ordinal());
    out.name("line").value(site.line());
  }

  static void write(JsonWriter out, AccessSite site) throws IOException {
    write(out, site.callSite());
    out.name("hash").value(site.classHash());
    out.name("accessor").value(site.accessor());
  }

  static CallSite callSite(Fields fields) throws MalformedException {
    return new CallSite(
        fields.text("class"),
        fields.text("method"),
        fields.text("descriptor"),
        fields.integer("bci"),
        fields.integer("ordinal"),
        fields.integer("line"));
  }

  static AccessSite accessSite(Fields fields) throws MalformedException {
    return new AccessSite(callSite(fields), fields.textOrNull("hash"), fields.text("accessor"));
  }
}
