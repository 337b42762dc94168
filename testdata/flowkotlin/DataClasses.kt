package flowkotlin

import dev.pagewarden.dmabuf.DmaDirection
import dev.pagewarden.dmabuf.Scatterlist
import dev.pagewarden.dmabuf.SgTable
import support.Rig

/** A frame and the memory behind it. */
private data class Frame(val name: String, val table: SgTable, var entry: Scatterlist? = null)

/** Two frames of which one may be ours. */
private data class Screen(val front: Frame, val back: Frame)

/** A pair of one's own that destructures by hand. */
private class Halves(private val left: SgTable, private val right: SgTable) {
    operator fun component1() = left

    operator fun component2() = right
}

/** Runs every variant with an imported table. */
fun main() {
    Rig.buffer().use { buffer ->
        val attachment = buffer.attach(Rig.device("data-classes"))
        val table = buffer.mapAttachment(attachment, DmaDirection.TO_DEVICE)
        reportsProperty(table)
        reportsCopy(table)
        acceptsCopyWithOwnTable(table)
        reportsCopyOfAnInnerFrame(table)
        reportsDestructured(table)
        reportsDestructuredInLoop(table)
        reportsDestructuredParameter(table)
        acceptsTheOtherComponent(table)
        reportsTheOneComponent(table)
        reportsPairAndTriple(table)
        acceptsComparingAndPrinting(table)
        reportsVarOfDataClass(table)
        buffer.unmapAttachment(attachment, table, DmaDirection.TO_DEVICE)
        buffer.detach(attachment)
    }
}

private fun reportsProperty(table: SgTable) {
    val frame = Frame("scanout", table)
    Rig.check(frame.table.pages().size == 4, frame.name) // expect: DMABUF_PAGE_ACCESS
}

private fun reportsCopy(table: SgTable) {
    val renamed = Frame("scanout", table).copy(name = "overlay")
    Rig.check(renamed.table.pages().size == 4, renamed.name) // expect: DMABUF_PAGE_ACCESS
}

private fun acceptsCopyWithOwnTable(table: SgTable) {
    val frame = Frame("scanout", table)
    val ours = frame.copy(table = Rig.ownTable())
    Rig.check(ours.table.pages().size == 4, ours.name)
    Rig.check(frame.table.pages().size == 4, frame.name) // expect: DMABUF_PAGE_ACCESS
}

private fun reportsCopyOfAnInnerFrame(table: SgTable) {
    val screen = Screen(Frame("front", Rig.ownTable()), Frame("back", Rig.ownTable()))
    val flipped = screen.copy(back = screen.back.copy(table = table))
    Rig.check(flipped.front.table.pages().size == 4, "ours")
    Rig.check(flipped.back.table.pages().size == 4, "theirs") // expect: DMABUF_PAGE_ACCESS
    Rig.check(screen.back.table.pages().size == 4, "ours")
}

private fun reportsDestructured(table: SgTable) {
    val (name, memory) = Frame("scanout", table)
    Rig.check(memory.firstEntry().page().map().hasRemaining(), name) // expect: DMABUF_PAGE_ACCESS
}

private fun reportsDestructuredInLoop(table: SgTable) {
    val frames = listOf(Frame("a", table, table.firstEntry()), Frame("b", table, table.firstEntry()))
    for ((name, _, entry) in frames) {
        Rig.check(entry!!.virtualAddress() != 0L, name) // expect: DMABUF_PAGE_ACCESS
    }
}

private fun reportsDestructuredParameter(table: SgTable) {
    val touch = { (_, memory): Frame -> memory.pages().size } // expect: DMABUF_PAGE_ACCESS
    Rig.check(touch(Frame("scanout", table)) == 4, "four pages")
}

private fun acceptsTheOtherComponent(table: SgTable) {
    val (left, right) = Halves(table, Rig.ownTable())
    Rig.check(left.nents() == 4, "four entries")
    Rig.check(right.pages().size == 4, "four pages")
}

private fun reportsTheOneComponent(table: SgTable) {
    val (left, right) = Halves(table, Rig.ownTable())
    Rig.check(left.pages().size == right.nents(), "four pages") // expect: DMABUF_PAGE_ACCESS
}

private fun reportsPairAndTriple(table: SgTable) {
    val pair = "scanout" to table
    Rig.check(pair.second.pages().size == 4, pair.first) // expect: DMABUF_PAGE_ACCESS
    val (_, ours, theirs) = Triple("both", Rig.ownTable(), table)
    Rig.check(ours.pages().size == 4, "ours")
    Rig.check(theirs.pages().size == 4, "theirs") // expect: DMABUF_PAGE_ACCESS
    Rig.check(pair.copy(second = ours).second.pages().size == 4, "ours")
}

private fun acceptsComparingAndPrinting(table: SgTable) {
    val frame = Frame("scanout", table)
    val same = Frame("scanout", table)
    Rig.check(frame == same, "the same frame")
    Rig.check(frame.hashCode() == same.hashCode(), "the same hash")
    Rig.check("$frame and ${same.table}".isNotEmpty(), "some text")
}

private fun reportsVarOfDataClass(table: SgTable) {
    val frame = Frame("scanout", Rig.ownTable())
    frame.entry = table.firstEntry()
    Rig.check(frame.table.pages().size == 4, "ours")
    Rig.check(frame.entry?.page() != null, "a page") // expect: DMABUF_PAGE_ACCESS
    frame.entry = frame.table.firstEntry()
    Rig.check(frame.entry?.page() != null, "a page")
}
