package sample.api;

/** One device's share in a buffer. */
public final class DmaBufAttachment {
  private final DmaBuf buffer;
  private final String device;
  SgTable cached;

  DmaBufAttachment(DmaBuf buffer, String device) {
    this.buffer = buffer;
    this.device = device;
  }

  public DmaBuf buffer() {
    return buffer;
  }

  public String device() {
    return device;
  }
}
