using Lighthouse.Pipeline.CommandLine;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Tests.CommandLine;

public sealed class PipelineArgumentsTests
{
    private static readonly Runbook Runbook = RunbookReader.ReadFile(Checkout.Week2);

    [Fact]
    public void Nothing_given_is_quick_with_a_chosen_seed()
    {
        var arguments = Parse();
        Assert.Equal((Profile.Quick, 417, false, "artifacts-here"), (arguments.Options.Profile, arguments.Options.Seed, arguments.Options.FailFast, arguments.Options.Artifacts));
        Assert.Empty(arguments.Targets);
    }

    [Fact]
    public void Everything_given_is_taken()
    {
        var options = Parse(
            "--target=Security", "-t", "Performance", "--profile=standard", "--gate=auth-bypass", "--target-url=http://127.0.0.1:8765", "--seed=-3", "--fail-fast", "--artifacts", "x y");
        Assert.Equal(["Security", "Performance"], options.Targets);
        Assert.Equal(
            (Profile.Standard, "auth-bypass", new Uri("http://127.0.0.1:8765"), -3, true, "x y"),
            (options.Options.Profile, options.Options.Gate, options.Options.TargetUrl, options.Options.Seed, options.Options.FailFast, options.Options.Artifacts));
    }

    [Theory]
    [InlineData("LH6010", "--results=no-such-folder")]
    [InlineData("LH6010", "--before=no-such-folder")]
    [InlineData("LH6010", "--history=no-such-folder")]
    [InlineData("LH6004", "--baselines=a", "--baselines=b")]
    [InlineData("LH6001", "--profil=quick")]
    [InlineData("LH6002", "--profile")]
    [InlineData("LH6002", "--gate", "--fail-fast")]
    [InlineData("LH6003", "Security")]
    [InlineData("LH6003", "-x")]
    [InlineData("LH6003", "--")]
    [InlineData("LH6004", "--seed=1", "--seed=2")]
    [InlineData("LH6005", "--fail-fast=perhaps")]
    [InlineData("LH6006", "--profile=Quick")]
    [InlineData("LH6007", "--gate=no-such-gate")]
    [InlineData("LH6008", "--target-url=localhost")]
    [InlineData("LH6008", "--target-url=ftp://127.0.0.1/")]
    [InlineData("LH6008", "--target-url=http://user:password@127.0.0.1/")]
    [InlineData("LH6009", "--seed=1.5")]
    [InlineData("LH6010", "--waivers=/no/such/file")]
    [InlineData("LH6010", "--advisories=/no/such/folder")]
    [InlineData("LH6010", "--sarif=/dev/null")]
    [InlineData("LH6010", "--image=/no/such/image")]
    [InlineData("LH6011", "--clean-runs=0")]
    [InlineData("LH6011", "--clean-runs=many")]
    [InlineData("LH6024", "--proof-minutes=-1")]
    [InlineData("LH6024", "--proof-minutes=1441")]
    [InlineData("LH6024", "--proof-minutes=soon")]
    [InlineData("LH6013", "--run-id=0123")]
    [InlineData("LH6015", "--day=Someday")]
    [InlineData("LH6013", "--run-id=0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("LH6014", "--resume", "--run-id=0123456789abcdef0123456789abcdef")]
    [InlineData("LH6014", "--resume", "--gate=auth-bypass")]
    [InlineData("LH6010", "--evidence=/no/such/folder")]
    [InlineData("LH6010", "--bundle=/no/such/folder")]
    [InlineData("LH6021", "--base=--upload-pack=x")]
    [InlineData("LH6021", "--base=main x")]
    [InlineData("LH6021", "--base=")]
    [InlineData("LH6022", "--matter=lunch")]
    [InlineData("LH6022", "--matter=checklist/lunch-held")]
    [InlineData("LH6023", "--valid-days=0")]
    [InlineData("LH6023", "--valid-days=91")]
    [InlineData("LH6010", "--key=/no/such/file")]
    public void A_mistake_is_refused_with_its_code(string code, params string[] arguments)
    {
        var refusal = Assert.Throws<PipelineException>(() => Parse(arguments));
        Assert.Equal(ExitCode.Invalid, refusal.Code);
        Assert.StartsWith($"{code}: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_approval_is_of_the_release_for_thirty_days_unless_it_says_otherwise()
    {
        var options = Parse("--target=Approve", "--role=Security").Options;
        Assert.Equal(("Security", "release", 30, null, null), (options.Role, options.Matter, options.ValidDays, options.Base, options.Approvals));
        var other = Parse("--matter=checklist/training-held", "--valid-days=90", "--base=origin/main", "--approvals=x").Options;
        Assert.Equal(("checklist/training-held", 90, "origin/main", Path.GetFullPath("x")), (other.Matter, other.ValidDays, other.Base, other.Approvals));
        Assert.Equal("weakening", Parse("--matter=weakening").Options.Matter);
    }

    [Fact]
    public void Jobs_of_one_run_choose_one_seed()
    {
        string[] job = ["--run-id=0123456789abcdef0123456789abcdef"];
        Assert.Equal(Parse(job).Options.Seed, Parse([.. job, "--target=Security"]).Options.Seed);
        Assert.Equal(5, Parse([.. job, "--seed=5"]).Options.Seed);
        Assert.NotEqual(Parse(job).Options.Seed, Parse("--run-id=1123456789abcdef0123456789abcdef").Options.Seed);
    }

    [Fact]
    public void A_proof_has_no_limit_unless_one_is_given()
    {
        Assert.Null(Parse("--target=ProveGates").ProofTime);
        Assert.Equal(TimeSpan.FromMinutes(25), Parse("--proof-minutes=25").ProofTime);
        Assert.Equal(TimeSpan.Zero, Parse("--proof-minutes=0").ProofTime);
    }

    [Fact]
    public void Files_and_folders_are_taken_as_absolute_paths()
    {
        var folder = Checkout.Root;
        var options = Parse($"--advisories={folder}", $"--sarif={folder}", $"--image={folder}", $"--waivers={Checkout.Week2}", "--findings=x/register.jsonl", "--clean-runs=20");
        Assert.Equal(
            (folder, folder, folder, Checkout.Week2, Path.GetFullPath("x/register.jsonl"), 20),
            (options.Options.Advisories, options.Options.Sarif, options.Options.Image, options.Options.Waivers, options.Options.Findings, options.CleanRuns));
    }

    [Fact]
    public void A_refusal_prints_nothing_that_a_terminal_or_a_build_server_obeys()
    {
        var refusal = Assert.Throws<PipelineException>(() => Parse("--x\u001b[31m##vso[task.complete]=1"));
        Assert.DoesNotContain('\u001b', refusal.Message);
        Assert.DoesNotContain("##vso[", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_command_lines_are_taken_or_refused_and_never_break()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        string[] pieces = ["--target=", "--profile=", "quick", "--gate=", "-t", "-", "--", "=", "csrf", "--seed=", "9", "--fail-fast", "\u001b", "", " ", "--target-url=", "http://", "é"];
        for (var round = 0; round < 5000; round++)
        {
            var line = Enumerable.Range(0, random.Next(4)).Select(_ => string.Concat(random.GetItems(pieces, random.Next(1, 4)))).ToArray();
            try
            {
                Parse(line);
            }
            catch (PipelineException refusal)
            {
                Assert.True(refusal.Code == ExitCode.Invalid, $"seed {seed}, round {round}: {refusal}");
            }
        }
    }

    private static PipelineArguments Parse(params string[] arguments) => PipelineArguments.Parse(arguments, Runbook, "artifacts-here", () => 417);
}
