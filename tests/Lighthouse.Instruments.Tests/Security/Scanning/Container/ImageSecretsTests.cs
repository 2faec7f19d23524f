using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Build.Proofs;
using Lighthouse.Security;
using Lighthouse.Security.Scanning;
using Lighthouse.Security.Scanning.Secrets;

namespace Lighthouse.Instruments.Tests.Security.Scanning.Container;

public sealed class ImageSecretsTests : IDisposable
{
    private static readonly string Token = PlantedDefects.Token();
    private readonly ScannedImage scanned = new();

    [Fact]
    public async Task A_secret_in_a_file_is_found_and_masked()
    {
        scanned.Image.Add(LayerFile.Plain("app/settings.json", $"{{ \"a\": \"{Token}\" }}"));
        var finding = Assert.Single((await scanned.ScanAsync()).Findings);
        Assert.Equal(("image-github-token", Severity.Critical, "app/settings.json"), (finding.Rule, finding.Severity, finding.File));
        Assert.Equal("GitHub token ghp_*** in /app/settings.json", finding.Title);
        Assert.DoesNotContain(Token, finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app/.wh.key.env")]
    [InlineData("app/.wh..wh..opq")]
    [InlineData(".wh.app")]
    public async Task A_secret_in_a_layer_that_a_later_one_removes_is_found(string whiteout)
    {
        scanned.Image.Add(LayerFile.Plain("app/key.env", $"TOKEN={Token}\n")).Add(LayerFile.Plain(whiteout, ""));
        var finding = Assert.Single((await scanned.ScanAsync()).Findings, found => found.Rule == "image-github-token");
        Assert.Equal("GitHub token ghp_*** in /app/key.env, in layer 2 of 3, which a later layer hides and everybody can read", finding.Title);
    }

    [Fact]
    public async Task A_secret_that_a_later_layer_overwrites_is_found()
    {
        scanned.Image.Add(LayerFile.Plain("app/key.env", $"TOKEN={Token}\n")).Add(LayerFile.Plain("app/key.env", "\n"));
        Assert.Contains("in layer 2 of 3", Assert.Single((await scanned.ScanAsync()).Findings).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_the_texts_of_a_managed_program_is_found_at_odd_places_and_even_ones()
    {
        byte[] Program(int shift) => [.. "MZ"u8, .. new byte[shift], .. Encoding.Unicode.GetBytes($"x {Token} x")];
        scanned.Image.Add(new LayerFile("app/App.dll", Program(0), ScannedImage.Readable), new LayerFile("app/Parser.dll", Program(1), ScannedImage.Readable));
        Assert.Equal(["app/App.dll", "app/Parser.dll"], (await scanned.ScanAsync()).Findings.Select(finding => finding.File));
    }

    [Fact]
    public async Task Secrets_in_the_environment_the_labels_the_command_and_the_history_are_found()
    {
        scanned.Image.Settings["Env"] = new JsonArray($"APP_TOKEN={Token}");
        scanned.Image.Settings["Labels"] = new JsonObject { ["build"] = Token };
        scanned.Image.Settings["Cmd"] = new JsonArray("--token=" + Token);
        scanned.Image.History.Add(new JsonObject { ["created_by"] = $"RUN |1 NUGET_TOKEN={Token} /bin/sh -c true" });
        Assert.Equal(["the command", "the environment", "the history", "the labels"], (await scanned.ScanAsync()).Findings.Select(finding => finding.File).Order());
    }

    [Fact]
    public async Task A_password_without_a_shape_of_its_own_is_found_in_a_variable_and_in_a_build_argument()
    {
        const string Value = "q8Zt2" + "!vLw9#kR";
        scanned.Image.Settings["Env"] = new JsonArray($"DB_PASSWORD={Value}", "PATH=/usr/bin:/bin", "Bridge__DataDirectory=/data");
        scanned.Image.History.Add(new JsonObject { ["created_by"] = $"ARG DB_PASSWORD={Value}" });
        Assert.Equal(["the environment", "the history"], (await scanned.ScanAsync()).Findings.Select(finding => finding.File).Order());
    }

    [Fact]
    public async Task What_is_no_secret_is_allowed_by_file_and_digest()
    {
        scanned.Image.Add(LayerFile.Plain("app/settings.json", Token));
        scanned.Write("allow.json", $$"""
            { "entries": [ { "rule": "github-token", "file": "image:app/settings.json", "digest": "{{AllowList.DigestOf("github-token", Token)}}", "reason": "made up", "owner": "Security", "expires": "2026-12-01" } ] }
            """);
        var finding = Assert.Single((await scanned.ScanAsync()).Findings);
        Assert.Equal("made up (Security, until 2026-12-01)", finding.Excuse);
    }

    public void Dispose() => scanned.Dispose();
}
