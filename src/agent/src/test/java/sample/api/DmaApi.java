package sample.api;

/** A service that reads pages inside. */
public final class DmaApi {
  private DmaApi() {}

  public static long mapSgTable(String device, SgTable table) {
    long sum = device.length();
    for (Scatterlist entry : table) {
      sum += entry.physicalAddress();
    }
    return sum;
  }
}
