using Lighthouse.Readiness.Reporting;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting;

public sealed class ReportFolderTests : IDisposable
{
    private const int DiskFull = 0x1C;
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-reports-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_is_written_over_an_older_one_and_nothing_is_left_beside_it()
    {
        var reports = new ReportFolder(Path.Combine(folder, "made", "when", "missing"));

        reports.Write("a.json", "old"u8);
        File.WriteAllText(Path.Combine(folder, "made", "when", "missing", "a.json.tmp"), "left by a kill");
        var path = reports.Write("a.json", "new"u8);

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_full_disk_leaves_the_older_file_whole_and_no_half_one()
    {
        new ReportFolder(folder).Write("a.json", "old"u8);
        var full = new ReportFolder(folder, path => new FillingUp(path, room: 3));

        var refused = Assert.Throws<ReportException>(() => full.Write("a.json", "a longer new text"u8));

        Assert.Equal("LH5001", refused.Code);
        Assert.Contains("Free space", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder, "a.json"), refused.Path);
        Assert.Equal("old", File.ReadAllText(Assert.Single(Directory.GetFiles(folder))));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused_with_advice()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");

        var refused = Assert.Throws<ReportException>(() => new ReportFolder(file).Write("a.json", "x"u8));

        Assert.StartsWith($"LH5002: '{Path.Combine(file, "a.json")}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--artifacts", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_a_folder_is_refused_and_nothing_is_left()
    {
        Directory.CreateDirectory(Path.Combine(folder, "a.json"));

        Assert.Equal("LH5002", Assert.Throws<ReportException>(() => new ReportFolder(folder).Write("a.json", "x"u8)).Code);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_folder_name_that_no_system_takes_is_refused() =>
        Assert.Equal("LH5002", Assert.Throws<ReportException>(() => new ReportFolder("bad\0name").Write("a.json", "x"u8)).Code);

    [Fact]
    public void What_is_not_there_can_be_removed() => new ReportFolder(folder).Remove("nothing.json");

    [Theory]
    [InlineData("""{"run_id":"mine"}""", true)]
    [InlineData("""{"run_id":"another"}""", false)]
    [InlineData("""{"run_id":7}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""["run_id"]""", false)]
    [InlineData("""{"run_id":"mi""", false)]
    public void Only_a_file_that_says_so_belongs_to_a_run(string content, bool expected)
    {
        File.WriteAllText(Path.Combine(folder, "x.json"), content);
        Assert.Equal(expected, new ReportFolder(folder).BelongsTo("x.json", "mine"));
    }

    [Fact]
    public void A_missing_or_huge_file_belongs_to_no_run()
    {
        var reports = new ReportFolder(folder);
        reports.Write("huge.json", new byte[(1 << 20) + 1]);

        Assert.False(reports.BelongsTo("missing.json", "mine"));
        Assert.False(reports.BelongsTo("huge.json", "mine"));
    }

    /// <summary>A real file on a disk that has room for only so many bytes.</summary>
    private sealed class FillingUp(string path, int room) : FileStream(path, FileMode.CreateNew)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer[..Math.Min(room, buffer.Length)]);
            if (buffer.Length > room)
                throw new IOException("No space left on device", DiskFull);
        }
    }
}
