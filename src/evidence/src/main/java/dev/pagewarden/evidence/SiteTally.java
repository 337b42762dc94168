package dev.pagewarden.evidence;

import java.util.List;

/**
 * What all runs together say of one site.
 *
 * @param site the site, in the build that ran
 * @param kind kind of its access ({@code PAGE}), or null if it never touched an imported table
 * @param imported how often it ran on an imported table
 * @param other how often it ran on anything else
 * @param exact whether the counts are whole; if not, a JVM ended without writing its own and they
 *     are the least that can be true
 * @param mappings where the tables it touched were mapped
 * @param exporters class names of their exporters
 * @param buffers names of their buffers
 * @param tests the tests in which that was
 */
public record SiteTally(
    AccessSite site,
    String kind,
    long imported,
    long other,
    boolean exact,
    List<CallSite> mappings,
    List<String> exporters,
    List<String> buffers,
    List<String> tests) {

  /** Returns whether the site touched an imported table. */
  public boolean touched() {
    return imported > 0;
  }
}
