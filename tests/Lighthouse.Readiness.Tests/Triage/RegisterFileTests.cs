using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Lighthouse.Readiness.Triage;
using Xunit;

namespace Lighthouse.Readiness.Tests.Triage;

public sealed class RegisterFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("findings/register.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_missing_register_is_an_empty_one() => Assert.Empty(RegisterFile.Read(File).Trail);

    [Fact]
    public void What_was_added_is_read_back_in_order()
    {
        RegisterFile.Append(File, [Entry("a"), Entry("b")]);
        RegisterFile.Append(File, []);
        RegisterFile.Append(File, [Entry("c") with { Event = TriageEvent.Closed, Due = null, Detail = "line\nbreak \u202E" }]);
        Assert.Equal([Entry("a"), Entry("b"), Entry("c") with { Event = TriageEvent.Closed, Due = null, Detail = "line\nbreak \u202E" }], RegisterFile.Read(File).Trail);
    }

    [Fact]
    public void A_changed_removed_swapped_or_cut_line_is_refused_and_the_file_left_as_it_is()
    {
        RegisterFile.Append(File, [Entry("a"), Entry("b"), Entry("c")]);
        var lines = System.IO.File.ReadAllLines(File);
        string[][] damages =
        [
            [lines[0].Replace("\"a\"", "\"x\""), lines[1], lines[2]], [lines[0], lines[2]], [lines[1], lines[0], lines[2]], [lines[0], lines[1][..^5], lines[2]], [lines[0], "", lines[2]],
        ];
        foreach (var damage in damages)
        {
            var text = string.Concat(damage.Select(line => line + "\n"));
            System.IO.File.WriteAllText(File, text);
            Assert.StartsWith("LH5702", Assert.Throws<RegisterException>(() => RegisterFile.Read(File)).Message, StringComparison.Ordinal);
            Assert.Throws<RegisterException>(() => RegisterFile.Append(File, [Entry("d")]));
            Assert.Equal(text, System.IO.File.ReadAllText(File));
        }

        System.IO.File.WriteAllText(File, string.Join('\n', lines));
        Assert.Contains("line 3: it is incomplete", Assert.Throws<RegisterException>(() => RegisterFile.Read(File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_are_refused_and_never_anything_else()
    {
        var random = new Random(99);
        RegisterFile.Append(File, [Entry("a"), Entry("b")]);
        var good = System.IO.File.ReadAllBytes(File);
        for (var round = 0; round < 500; round++)
        {
            var bytes = good.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            System.IO.File.WriteAllBytes(File, bytes);
            try
            {
                Assert.Equal(2, RegisterFile.Read(File).Trail.Count);
            }
            catch (RegisterException)
            {
                continue;
            }
        }
    }

    [Fact]
    public void The_page_names_what_is_open_overdue_and_waived_and_escapes_it()
    {
        var register = new FindingRegister([Entry("late") with { Due = new DateOnly(2026, 11, 1) }, Entry("<b>|x") with { Finding = "f2" }, Entry("w") with { Finding = "f3", Event = TriageEvent.Waived }]);
        var page = TriageText.Render(register, new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
        Assert.StartsWith("# 3 open findings, 1 overdue", page, StringComparison.Ordinal);
        Assert.Contains("OVERDUE", page, StringComparison.Ordinal);
        Assert.Contains("waived", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    private static TriageEntry Entry(string title) => new(
        new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero), "run", "commit", "reference", "f-" + title, TriageEvent.Opened, "auth-bypass", title, Severity.High, "Security",
        new DateOnly(2026, 11, 30), "");
}
