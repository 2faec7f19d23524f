using Lighthouse.Testing;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-snapshots-").FullName;

    private string Source => Path.Combine(folder, "Sample.cs");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name) => Path.Combine(folder, name);

    [Fact]
    public void A_missing_verified_file_fails_and_is_never_made()
    {
        var missing = Assert.Throws<SnapshotException>(() => Snapshot.Verify("text", file: Source, method: "Method"));
        Assert.Throws<SnapshotException>(() => Snapshot.Verify("text", file: Source, method: "Method"));

        Assert.Contains("Sample.Method.verified.txt", missing.Message, StringComparison.Ordinal);
        Assert.Equal([File("Sample.Method.received.txt")], Directory.GetFiles(folder));
    }

    [Fact]
    public void The_same_text_passes_and_removes_what_was_received()
    {
        System.IO.File.WriteAllText(File("Sample.Method.part.verified.txt"), "one\r\ntwo\r\n");
        System.IO.File.WriteAllText(File("Sample.Method.part.received.txt"), "old");

        Snapshot.Verify("one\ntwo\n", name: "part", file: Source, method: "Method");

        Assert.Equal([File("Sample.Method.part.verified.txt")], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("one\ntwo\nthree\n", "one\n2\nthree\n", "- two\n+ 2\n")]
    [InlineData("one\ntwo\n", "one\ntwo \n", "+ two \n")]
    public void A_difference_fails_with_its_lines(string verified, string received, string expected)
    {
        System.IO.File.WriteAllText(File("Sample.Method.verified.txt"), verified);

        var different = Assert.Throws<SnapshotException>(() => Snapshot.Verify(received, file: Source, method: "Method"));

        Assert.Contains(expected, different.Message, StringComparison.Ordinal);
        Assert.Equal(received, System.IO.File.ReadAllText(File("Sample.Method.received.txt")));
        Assert.Equal(verified, System.IO.File.ReadAllText(File("Sample.Method.verified.txt")));
    }

    [Fact]
    public void Scrubbers_take_out_what_differs_in_every_run()
    {
        const string Text = "run 6f9619ff-8b86-d011-b42d-00cf4fc964ff 0123456789abcdef0123456789ABCDEF at 2026-03-06T16:30:00.123Z on 2026-03-06, took 12.5 s, in \\tmp\\x\\a\\b.json";
        Func<string, string>[] scrubbers = [Scrub.Dates, Scrub.Digests, Scrub.NumberAfter("took"), Scrub.Path(@"\tmp\x")];
        Assert.Equal("run {digest} {digest} at {date} on {date}, took {number} s, in {path}/a/b.json", scrubbers.Aggregate(Text, (text, scrub) => scrub(text)));
    }
}
