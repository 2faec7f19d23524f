using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Bridge.Validation;
using Lighthouse.Bridge.Validation.Paths;

namespace Lighthouse.Bridge.Tests.Validation;

public sealed class PathRulesTests
{
    private const int Rounds = 10_000;
    private static readonly string[] Blocked = ["/etc/passwd", "/etc/shadow", "/srv/her/.ssh/id_rsa", "/srv/me/.aws/credentials"];
    private static readonly string Pieces = "/././..//..\\%2f%2e%25~aZé\u200b\u0301а\0\u0007*?[]{},'\"$`|;&<> \t\n\ud83d\ude00\ue000file:C:";

    [Theory]
    [InlineData("a/b", "/<project>/a/b", false)]
    [InlineData("", "/<project>", false)]
    [InlineData("/", "/", false)]
    [InlineData("/../..", "/", false)]
    [InlineData("//a///b/./c/../d/", "/a/b/d", false)]
    [InlineData("~", "/~", false)]
    [InlineData("~/x", "/~/x", false)]
    [InlineData("~root/x", "/~root/x", false)]
    [InlineData("a~b", "/<project>/a~b", false)]
    [InlineData("/a%2fb", "/a/b", true)]
    [InlineData("/a%252fb", "/a/b", true)]
    [InlineData("/a%2", "/a%2", false)]
    [InlineData("/a%zz", "/a%zz", false)]
    [InlineData("/a\\b", "/a/b", true)]
    [InlineData("C:\\Windows\\x", "/Windows/x", true)]
    [InlineData("file:///a/b", "/a/b", true)]
    [InlineData("/a\0b", "/a", true)]
    [InlineData("/a\u200bb", "/ab", true)]
    [InlineData("/\u0430bc", "/abc", true)]
    [InlineData("/ｅｔｃ／x", "/etc/x", true)]
    [InlineData("/𝐞𝐭𝐜", "/etc", true)]
    [InlineData("/café", "/café", false)]
    [InlineData("/日本", "/日本", false)]
    [InlineData("/a/.. /b", "/a/.. /b", true)]
    public void A_path_has_one_spelling(string spelled, string expected, bool isTrap)
    {
        var path = Judge.PathsOf().Normalise(spelled);
        Assert.Equal((expected, isTrap), (path.Path, path.Traps.Count > 0));
    }

    [Fact]
    public void Relative_paths_start_where_they_are_said_to()
    {
        var rules = Judge.PathsOf("/srv/app", "/srv/me");
        Assert.Equal("/srv/app/a", rules.Normalise("a").Path);
        Assert.Equal("/etc/a", rules.Normalise("a", "/etc").Path);
        Assert.Equal("/srv/me/a", rules.Normalise("~/a", "/etc").Path);
        Assert.Equal("/etc/passwd", rules.Normalise("../../etc/passwd").Path);
    }

    [Fact]
    public void Normalising_twice_is_normalising_once_and_never_fails()
    {
        var (random, seed) = Seeded();
        var rules = Judge.PathsOf("/srv/app", "/srv/me");
        for (var round = 0; round < Rounds; round++)
        {
            var spelled = Any(random, 40);
            var once = rules.Normalise(spelled);
            Assert.Equal($"{seed}/{round}: {once.Path}", $"{seed}/{round}: {rules.Normalise(once.Path).Path}");
            Assert.StartsWith("/", once.Path, StringComparison.Ordinal);
            Assert.DoesNotContain("//", once.Path, StringComparison.Ordinal);
            Assert.DoesNotContain(once.Path.Split('/'), name => name is "." or "..");
        }
    }

    [Fact]
    public void A_blocked_path_stays_blocked_however_a_field_spells_it()
    {
        var (random, seed) = Seeded();
        var judge = new Judge();
        for (var round = 0; round < Rounds; round++)
        {
            var path = PathSpellings.OfField(Blocked[random.Next(Blocked.Length)], random);
            var verdict = judge.Decide(Judge.Request("read", new { file_path = path }));
            Assert.True(verdict is { Decision: Decision.Blocked, RuleId: "credential-files" }, $"seed {seed}, round {round}: {verdict.Decision} for {JsonSerializer.Serialize(path)}");
        }
    }

    [Fact]
    public void A_blocked_path_stays_blocked_however_a_shell_spells_it()
    {
        var (random, seed) = Seeded();
        var judge = new Judge();
        for (var round = 0; round < Rounds; round++)
        {
            var script = PathSpellings.OfScript(Blocked[random.Next(Blocked.Length)], random);
            var verdict = judge.Shell(script);
            Assert.True(verdict.Decision == Decision.Blocked, $"seed {seed}, round {round}: {verdict.Decision} for {JsonSerializer.Serialize(script)}");
        }
    }

    [Fact]
    public void Any_script_is_judged_without_failing_and_soon()
    {
        var (random, seed) = Seeded();
        var judge = new Judge();
        for (var round = 0; round < 1_000; round++)
        {
            var script = Any(random, 200);
            var input = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["command"] = script, ["file_path"] = script, ["url"] = script });
            foreach (var tool in new[] { "bash", "read", "web_fetch", "nobody" })
            {
                var failure = Record.Exception(() => judge.Decide(Judge.Request(tool, input)));
                Assert.True(failure is null, $"seed {seed}, round {round}: {tool} {JsonSerializer.Serialize(script)}: {failure}");
            }
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("$(")]
    [InlineData("${a")]
    [InlineData("`")]
    [InlineData("\"$(")]
    [InlineData("{a,")]
    [InlineData("sudo ")]
    [InlineData("cat <<E\n")]
    [InlineData("a=b ")]
    [InlineData("x|")]
    [InlineData("cd a;")]
    [InlineData("bash -c \"")]
    [InlineData("{a,b}")]
    [InlineData("a/*/")]
    public void What_nests_or_repeats_without_end_is_bounded(string piece)
    {
        var script = new StringBuilder().Insert(0, piece, 100_000 / piece.Length).ToString();
        var judge = new Judge();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEqual(Decision.Approved, judge.Shell(script).Decision);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"it took {watch.Elapsed}");
    }

    [Fact]
    public void Links_are_followed_within_the_project_only()
    {
        using var folder = new TemporaryFolder();
        var root = Path.Combine(folder.Path, "root");
        var outside = Path.Combine(folder.Path, "outside");
        Directory.CreateDirectory(Path.Combine(root, "sub"));
        Directory.CreateDirectory(outside);
        File.CreateSymbolicLink(Path.Combine(root, "notes.txt"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(root, "sub", "up"), "../..");
        File.CreateSymbolicLink(Path.Combine(root, "sub", "inner"), "../sub");
        File.CreateSymbolicLink(Path.Combine(root, "loop"), "loop");
        File.CreateSymbolicLink(Path.Combine(outside, "not-looked-at"), "/etc/passwd");
        var rules = Judge.PathsOf(root);

        Assert.Equal("/etc/passwd", rules.Normalise("notes.txt").Path);
        Assert.Equal(folder.Path + "/outside", rules.Normalise("sub/up/outside").Path);
        Assert.NotEmpty(rules.Normalise("sub/up/outside").Traps);
        Assert.Equal(root + "/sub/a", rules.Normalise("sub/inner/inner/a").Path);
        Assert.Empty(rules.Normalise("sub/inner/a").Traps);
        Assert.NotEmpty(rules.Normalise("loop/a").Traps);
        Assert.Equal(outside + "/not-looked-at", rules.Normalise(outside + "/not-looked-at").Path);
        Assert.Equal(Decision.Blocked, new Judge(project: root).Shell("cat notes.txt").Decision);
        Assert.Equal(Decision.Approved, new Judge(project: root).Shell("cat sub/inner/a").Decision);
    }

    private static string Any(Random random, int most)
    {
        var text = new StringBuilder();
        for (var i = random.Next(most); i > 0; i--)
        {
            if (random.Next(12) == 0) text.Append((char)random.Next(0x20, 0xd7ff));
            else if (random.Next(12) == 0) text.Append(new[] { "cat ", "rm -rf ", "$(", "${", "<<E\n", "bash -c '", "..", "/etc/passwd" }[random.Next(8)]);
            else text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.ToString();
    }

    private static (Random Random, int Seed) Seeded()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        return (new Random(seed), seed);
    }
}
