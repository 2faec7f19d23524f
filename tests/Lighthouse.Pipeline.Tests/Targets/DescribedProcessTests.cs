using System.Text;
using Lighthouse.Pipeline.Days;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Tests.Targets;

/// <summary>A process as a runbook describes it: started with what it needs, asked to end by a signal, and gone with its children.</summary>
public sealed class DescribedProcessTests : IDisposable
{
    private static readonly string Example = Path.Combine(Checkout.Root, "docs", "examples", "any-language");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_service_is_there_before_the_target_and_gone_after_it()
    {
        var recipe = RecipeOf("""
              command: [sh, -c, "curl -sf $NEEDED && exec python3 service.py"]
              environment: { PORT: "{port}", NEEDED: "{db.url}/" }
              services:
                - { name: db, command: [python3, service.py], environment: { PORT: "{port}" } }
            """);
        Uri companion;
        await using (var target = await StartAsync(recipe))
        {
            companion = new Uri((await File.ReadAllTextAsync($"/proc/{target.Identity.Id}/environ", TestContext.Current.CancellationToken)).Split('\0').Single(one => one.StartsWith("NEEDED=", StringComparison.Ordinal))["NEEDED=".Length..]);
            Assert.NotEqual(target.Url.Port, companion.Port);
            Assert.True(await AnswersAsync(target.Url));
            Assert.True(await AnswersAsync(companion));
        }

        Assert.False(await AnswersAsync(companion));
        Assert.Empty(new ProcessJournal(folder["journal"]).EndLeftovers());
    }

    [Fact]
    public async Task What_a_script_started_is_the_targets_and_ends_with_it()
    {
        var recipe = RecipeOf("""
              command: [sh, -c, "python3 service.py & wait"]
              environment: { PORT: "{port}" }
            """);
        Uri url;
        await using (var target = await StartAsync(recipe))
        {
            url = target.Url;
            Assert.True(await AnswersAsync(url));
        }

        Assert.False(await AnswersAsync(url));
    }

    [Fact]
    public async Task A_service_that_does_not_come_up_leaves_nothing_behind()
    {
        var recipe = RecipeOf("""
              command: [python3, service.py]
              environment: { PORT: "{port}" }
              services:
                - { name: db, command: [python3, service.py], environment: { PORT: "{port}" } }
                - { name: queue, command: [python3, no-such-file.py] }
            """);
        var problem = await Assert.ThrowsAsync<TargetException>(() => StartAsync(recipe));
        Assert.StartsWith("LH4004", problem.Message, StringComparison.Ordinal);
        Assert.Empty(new ProcessJournal(folder["journal"]).EndLeftovers());
    }

    [Fact]
    public void The_digest_is_of_the_program_that_the_command_names()
    {
        var recipe = RecipeOf("  command: [python3, service.py]");
        Assert.Equal(Path.Combine(Example, "service.py"), recipe.ProgramFiles);
        Assert.Equal(64, ProgramDigest.Of(recipe.ProgramFiles).Length);
    }

    private static TargetRecipe RecipeOf(string target)
    {
        var text = File.ReadAllText(Path.Combine(Example, "readiness.yaml"));
        var from = text.IndexOf("target:", StringComparison.Ordinal);
        text = text.Remove(from, text.IndexOf("metrics:", StringComparison.Ordinal) - from) + "target:\n" + target + "\n";
        return new RunbookTarget(RunbookReader.Read(Encoding.UTF8.GetBytes(text), Path.Combine(Example, "readiness.yaml"))).Recipe;
    }

    private Task<TargetProcess> StartAsync(TargetRecipe recipe) =>
        TargetProcess.StartAsync(recipe, folder["data"], folder["target.log"], new ProcessJournal(folder["journal"]), TestContext.Current.CancellationToken);

    private static async Task<bool> AnswersAsync(Uri url)
    {
        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(new Uri(url, "/health"), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
