using System.Text.RegularExpressions;
using Lighthouse.Security;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Penetration;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.Penetration;

public sealed partial class PenetrationAttackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lighthouse-penetration-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_sound_service_gives_nothing_critical_or_high_and_no_doubt()
    {
        await using var service = new FormService();
        var result = await AttackAsync(service);

        Assert.DoesNotContain(result.Findings, finding => finding.Severity <= Severity.High);
        Assert.Empty(result.Doubts);
        Assert.Equal(0, result.Accepted);
        Assert.Equal(PenetrationClasses.All.Order(), result.Groups.Select(group => group.Name).Order());
        Assert.All(result.Groups, group => Assert.InRange(group.Attempts, 3, int.MaxValue));
    }

    [Fact]
    public async Task An_input_that_makes_the_service_fail_is_found_with_its_place_and_its_command()
    {
        await using var service = new FormService(request => request.Body.Contains("\"tag\":1e999999", StringComparison.Ordinal) ? (500, "{}") : null);
        var finding = Single(await AttackAsync(service), PenetrationClasses.DenialOfService);

        Assert.Equal("POST /notes: body more.tag: an unusual input makes it fail (500)", finding.Attempt);
        Assert.Equal((500, "CWE-248"), (finding.ResponseStatus, finding.Weakness.Cwe));
        Assert.Contains("1e999999", finding.Reproduce, StringComparison.Ordinal);
        Assert.StartsWith("curl -i --path-as-is -X 'POST'", finding.Reproduce, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_trace_is_found_and_a_path_that_the_request_named_itself_is_not()
    {
        await using var service = new FormService(request => request switch
        {
            { Path: "/notes" } when request.Target.Contains("%00", StringComparison.Ordinal) => (400, """{"detail":"FormatException: no\n   at Notes.Reader.Read(String text) in Reader.cs:line 3"}"""),
            { Path: var path } when path.StartsWith("/notes/", StringComparison.Ordinal) => (404, $$"""{"detail":"{{Uri.UnescapeDataString(path).Replace("\\", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)}} is not there"}"""),
            _ => null,
        });
        var findings = Grave(await AttackAsync(service), PenetrationClasses.Disclosure);

        Assert.Contains(findings, finding => finding.Attempt == "GET /notes: an answer shows a stack trace");
        Assert.All(findings, finding => Assert.StartsWith("GET /notes: ", finding.Attempt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_outside_that_a_path_leads_to_is_found_by_its_content()
    {
        await using var service = new FormService(request =>
            Uri.UnescapeDataString(request.Target) is var target && target.IndexOf("filter=/", StringComparison.Ordinal) is var at and > 0 && File.Exists(target[(at + 7)..])
                ? (200, File.ReadAllText(target[(at + 7)..])) : null);
        Assert.Equal("GET /notes: a path in query filter leads to a file outside", Single(await AttackAsync(service), PenetrationClasses.Traversal).Attempt);
    }

    [Fact]
    public async Task An_expression_that_is_computed_is_found()
    {
        await using var service = new FormService(request =>
            Expression().Match(Uri.UnescapeDataString(request.Target)) is { Success: true } match
                ? (200, $$"""{"notes":[{{Product(match)}}]}""") : null);
        Assert.Contains(Grave(await AttackAsync(service), PenetrationClasses.Injection), finding => finding.Attempt == "GET /notes: an expression in query filter is computed");
    }

    [Fact]
    public async Task A_condition_that_decides_what_is_answered_is_found()
    {
        await using var service = new FormService(request =>
            request.Path == "/notes" && Uri.UnescapeDataString(request.Target).EndsWith("' OR '1'='1", StringComparison.Ordinal) ? (200, """{"notes":["everybody's"]}""") : null);
        Assert.Equal("GET /notes: a condition in query filter decides what is answered", Single(await AttackAsync(service), PenetrationClasses.Injection).Attempt);
    }

    [Fact]
    public async Task An_operation_without_a_check_of_the_token_is_found_by_the_classes_of_identity()
    {
        await using var service = new FormService(request => request is { Path: "/notes", Method: "GET" } ? (200, "{}") : null);
        var result = await AttackAsync(service);
        Assert.Contains(Grave(result, PenetrationClasses.Authentication), finding => finding.Attempt == "GET /notes: answers without a token");
        Assert.Contains(Grave(result, PenetrationClasses.Privileges), finding => finding.Attempt == "GET /notes: answers the least role, as it is");
        Assert.Contains(Grave(result, PenetrationClasses.Sessions), finding => finding.Attempt == "GET /notes: takes a token after its session was ended");
    }

    [Fact]
    public async Task A_state_change_for_a_foreign_origin_is_found()
    {
        await using var service = new FormService(request => request is { Path: "/notes", Method: "POST" } && request.Header("Origin") == "null" ? (200, "{}") : null);
        Assert.Equal("POST /notes: a state change from the origin 'null' is done", Single(await AttackAsync(service), PenetrationClasses.CrossSiteRequests).Attempt);
    }

    [Fact]
    public async Task A_body_without_a_limit_is_found()
    {
        await using var service = new FormService(request => request is { Path: "/notes", Method: "POST", Body.Length: > 1024 * 1024 } ? (200, "{}") : null);
        var finding = Single(await AttackAsync(service), PenetrationClasses.DenialOfService);
        Assert.Equal("POST /notes: a body of 12 MB is taken", finding.Attempt);
        Assert.InRange(finding.Reproduce.Length, 1, 1_000);
    }

    [Fact]
    public async Task Answers_that_tell_which_names_exist_are_found()
    {
        await using var service = new FormService(request => request.Path switch { "/names/a" => (403, """{"detail":"wrong"}"""), "/names/b" => (403, """{"detail":"unknown"}"""), _ => null });
        var pair = new NamePair("GET /names/{name}", new RawRequest("GET", "/names/a"), new RawRequest("GET", "/names/b"));
        Assert.Equal("GET /names/{name}: the answer tells whether the name exists", Single(await AttackAsync(service, pair), PenetrationClasses.Disclosure).Attempt);
    }

    [Fact]
    public async Task Memory_and_handles_that_do_not_come_back_are_found()
    {
        await using var service = new FormService();
        var handles = 10;
        var result = await AttackAsync(service, resources: () => new ResourceReading(1, handles += 200));
        Assert.Equal("after the attacks handles do not come back", Single(result, PenetrationClasses.DenialOfService).Attempt);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_never_a_target_without_findings()
    {
        var service = new FormService();
        await service.DisposeAsync();
        var result = await AttackAsync(service);
        Assert.NotEmpty(result.Doubts);
        Assert.Contains(result.Controls, control => !control.Succeeded);
    }

    [Fact]
    public async Task The_same_seed_sends_the_same_and_another_one_does_not()
    {
        Assert.Equal(await SentAsync(417), await SentAsync(417));
        Assert.NotEqual(await SentAsync(417), await SentAsync(418));
    }

    private async Task<List<string>> SentAsync(int seed)
    {
        await using var service = new FormService();
        await AttackAsync(service, seed: seed);
        // Ports and folders differ from run to run; what is drawn does not.
        return [.. service.Seen.Where(request => request.Path == "/notes" && request.Method == "POST").Select(request => Changing().Replace(request.Body, "#")).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<Finding> Grave(AttackResult result, string group) =>
        [.. result.Findings.Where(finding => finding.Group == group && finding.Severity <= Severity.High)];

    private static Finding Single(AttackResult result, string group)
    {
        Assert.All(result.Findings.Where(finding => finding.Severity <= Severity.High), finding => Assert.Equal(group, finding.Group));
        return Assert.Single(Grave(result, group));
    }

    private Task<AttackResult> AttackAsync(FormService service, NamePair? pair = null, Func<ResourceReading?>? resources = null, int seed = 417) =>
        new PenetrationAttack(new PenetrationOptions
        {
            OpenApiJson = FormService.Description,
            FreshToken = _ => service.FreshToken(),
            LowToken = _ => Task.FromResult("a token of nobody who may do anything"),
            RevokedToken = _ => Task.FromResult("a token of a session that was ended"),
            Privileged = new HashSet<string> { "GET /notes", "POST /notes" },
            Names = pair is null ? [] : [pair],
            CasesPerOperation = 40,
            Connections = 10,
            LargeHead = 20_000,
            SlowFor = TimeSpan.FromMilliseconds(50),
            LongestWait = TimeSpan.FromSeconds(30),
            Resources = resources,
            CanaryFolder = _folder,
        }).RunAsync(new AttackContext { Target = service.Address, Random = new Random(seed), Time = TimeProvider.System }, TestContext.Current.CancellationToken);

    private static long Product(Match match) => long.Parse(match.Groups[1].Value, null) * long.Parse(match.Groups[2].Value, null);

    [GeneratedRegex(@"\{\{(\d+)\*(\d+)\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"127\.0\.0\.1:\d+|lighthouse-penetration-\w+|\d{5}\*\d{5}")]
    private static partial Regex Changing();
}
