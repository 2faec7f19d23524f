using System.Text.Json.Nodes;
using Lighthouse.Chaos;
using Lighthouse.Chaos.Plans;

namespace Lighthouse.Instruments.Tests.Chaos.Plans;

/// <summary>Experiments that are written down, in YAML and in the Chaos Toolkit's JSON, checked before anything happens and run.</summary>
public sealed class ExperimentPlanTests
{
    private const string Good = """
        version: 1.0.0
        """;

    private static readonly string s_plan = """
        version: "1.0.0"
        title: A database that is away
        description: The bridge says so and comes back
        tags:
          - postgresql
        steady-state-hypothesis:
          title: Events are taken
          probes:
            - type: probe
              name: takes-events
              tolerance: true
              provider: { "type": "python", "module": "bridge", "func": "takes_events" }
        method:
          - type: action
            name: cut
            provider:
              type: python
              module: lighthouse.chaos
              func: quiet
              arguments:
                seconds: 0.01
            pauses:
              after: 0.01
          - ref: takes-events
        rollbacks:
          - type: action
            name: put-right
            provider: { "type": "python", "module": "bridge", "func": "put_right" }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Yaml_and_the_toolkits_json_say_the_same()
    {
        var plan = ExperimentPlan.FromYaml(s_plan);
        var again = ExperimentPlan.FromJson(plan.ToJson());
        Assert.Equal(plan.ToJson(), again.ToJson());
        Assert.Equal(plan.ToYaml(), ExperimentPlan.FromYaml(plan.ToYaml()).ToYaml());
        Assert.Equal(["cut", "takes-events"], plan.Method.Select(one => one.Name));
        Assert.Equal((TimeSpan.FromMilliseconds(10), ActivityType.Action), (plan.Method[0].PauseAfter, plan.Method[0].Type));
    }

    [Fact]
    public void An_experiment_of_the_toolkits_own_documentation_form_is_imported()
    {
        var plan = ExperimentPlan.FromJson("""
            { "version": "1.0.0", "title": "t", "description": "d",
              "steady-state-hypothesis": { "title": "up", "probes": [
                { "type": "probe", "name": "up", "tolerance": 200, "provider": { "type": "http", "timeout": 3, "url": "http://127.0.0.1:1/" } },
                { "type": "probe", "name": "few", "tolerance": { "type": "range", "range": [4, 9] }, "provider": { "type": "process", "path": "count", "arguments": { "-v": "" } } } ] },
              "method": [ { "type": "action", "name": "stop", "background": true, "pauses": { "before": 1 }, "provider": { "type": "process", "path": "stop" } } ] }
            """);
        Assert.Equal((2, 1, 0, true), (plan.SteadyState.Probes.Count, plan.Method.Count, plan.Rollbacks.Count, plan.Method[0].IsBackground));
        Assert.Equal("", plan.SteadyState.Probes[1].Provider["arguments"]!["-v"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("title", null, "needs a 'title'")]
    [InlineData("description", "\"\"", "needs a 'description'")]
    [InlineData("steady-state-hypothesis", null, "what nobody states cannot fail")]
    [InlineData("steady-state-hypothesis", """{ "title": "t", "probes": [] }""", "one activity at least")]
    [InlineData("steady-state-hypothesis", """{ "title": "t", "probes": [{ "type": "probe", "name": "n", "provider": { "type": "http", "url": "u" } }] }""", "tolerance is missing")]
    [InlineData("method", "[]", "one activity at least")]
    [InlineData("method", """[{ "ref": "nobody" }]""", "method[0] is no activity")]
    [InlineData("method", """[{ "type": "wish", "name": "n", "provider": { "type": "http", "url": "u" } }]""", "must be probe or action")]
    [InlineData("method", """[{ "type": "action", "name": "n", "provider": { "type": "magic" } }]""", "must be python, http or process")]
    [InlineData("method", """[{ "type": "action", "name": "n", "provider": { "type": "python", "module": "m" } }]""", "provider.func is missing")]
    [InlineData("method", """[{ "type": "action", "name": "n", "pauses": { "after": "long" }, "provider": { "type": "process", "path": "p" } }]""", "number of seconds")]
    [InlineData("rollbacks", """[{ "type": "probe", "name": "n", "provider": { "type": "process", "path": "p" } }]""", "must be action")]
    [InlineData("secrets", "{}", "'secrets', which is not read here")]
    [InlineData("tags", """["", 1]""", "sequence of texts")]
    public void Every_mistake_is_named(string member, string? value, string expected)
    {
        var root = (JsonObject)YamlText.Read(s_plan)!;
        root.Remove(member);
        if (value is not null)
            root[member] = JsonNode.Parse(value);
        var error = Assert.Throws<ChaosException>(() => ExperimentPlan.FromJson(root.ToJsonString()));
        Assert.StartsWith("LHC5331", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_mistakes_are_named_at_once()
    {
        var error = Assert.Throws<ChaosException>(() => ExperimentPlan.FromYaml(Good)).Message;
        Assert.All(["title", "description", "steady-state-hypothesis", "method"], name => Assert.Contains(name, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true", "true", true)]
    [InlineData("true", "false", false)]
    [InlineData("200", """{ "status": 200 }""", true)]
    [InlineData("200", """{ "status": 503 }""", false)]
    [InlineData("[4, 9]", "9", true)]
    [InlineData("[4, 9]", "9.5", false)]
    [InlineData("[200, 204]", """{ "status": 204 }""", true)]
    [InlineData("[200, 204]", """{ "status": 202 }""", false)]
    [InlineData("""{ "type": "range", "range": [0, 1], "target": "lag" }""", """{ "lag": 0.5 }""", true)]
    [InlineData("""{ "type": "regex", "pattern": "^O.$" }""", "\"OK\"", true)]
    [InlineData("""{ "type": "regex", "pattern": "^O.$" }""", "7", false)]
    [InlineData("\"OK\"", "\"KO\"", false)]
    public void A_tolerance_allows_what_it_says(string tolerance, string answer, bool expected) =>
        Assert.Equal(expected, Tolerance.Of(JsonNode.Parse(tolerance)).Allows(JsonNode.Parse(answer)));

    [Theory]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{ "type": "jsonpath", "path": "$.a" }""")]
    [InlineData("""{ "type": "regex", "pattern": "(" }""")]
    [InlineData("""{ "type": "range", "range": ["a", "b"] }""")]
    public void A_tolerance_that_cannot_be_checked_is_refused(string tolerance) =>
        Assert.StartsWith("LHC5341", Assert.Throws<ChaosException>(() => Tolerance.Of(JsonNode.Parse(tolerance))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_run_asks_before_does_asks_after_and_puts_right()
    {
        var fault = new RecordingFault();
        var calls = new List<string>();
        var journal = await new PlanRunner(Catalogue(fault, calls, _ => true), TimeProvider.System).RunAsync(ExperimentPlan.FromYaml(s_plan), Cancellation);
        Assert.Equal((PlanStatus.Completed, false), (journal.Status, journal.HasDeviated));
        Assert.Equal(["takes_events", "takes_events", "takes_events", "put_right"], calls);
        Assert.All(journal.Method, run => Assert.Null(run.Problem));
        var again = PlanJournal.FromJson(journal.ToJson());
        Assert.Equal(journal.ToJson(), again.ToJson());
    }

    [Fact]
    public async Task A_steady_state_that_is_not_there_before_stops_everything()
    {
        var calls = new List<string>();
        var journal = await new PlanRunner(Catalogue(new RecordingFault(), calls, _ => false), TimeProvider.System).RunAsync(ExperimentPlan.FromYaml(s_plan), Cancellation);
        Assert.Equal((PlanStatus.Failed, false, 0), (journal.Status, journal.HasDeviated, journal.Method.Count));
        Assert.Equal(["takes_events"], calls);
    }

    [Fact]
    public async Task A_steady_state_that_does_not_come_back_has_deviated_and_is_rolled_back()
    {
        var calls = new List<string>();
        var journal = await new PlanRunner(Catalogue(new RecordingFault(), calls, asked => asked == 1), TimeProvider.System).RunAsync(ExperimentPlan.FromYaml(s_plan), Cancellation);
        Assert.Equal((PlanStatus.Completed, true), (journal.Status, journal.HasDeviated));
        Assert.Equal("put_right", calls[^1]);
        Assert.Contains("\"deviated\": true", journal.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_nobody_saw_is_a_failed_activity()
    {
        var fault = new RecordingFault { Shows = false };
        var journal = await new PlanRunner(Catalogue(fault, [], _ => true), TimeProvider.System).RunAsync(ExperimentPlan.FromYaml(s_plan), Cancellation);
        Assert.StartsWith("LHC4012", journal.Method[0].Problem, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"failed\"", journal.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "process", "path": "/bin/true" }""", "starts a program")]
    [InlineData("""{ "type": "http", "url": "http://192.0.2.1/" }""", "of this machine")]
    [InlineData("""{ "type": "http", "url": "http://127.0.0.1/", "method": "DELETE" }""", "only probes by GET")]
    [InlineData("""{ "type": "python", "module": "os", "func": "system" }""", "not listed here")]
    public async Task What_is_not_listed_is_refused_before_anything_happens(string provider, string expected)
    {
        var root = (JsonObject)YamlText.Read(s_plan)!;
        ((JsonArray)root["method"]!).Add(new JsonObject { ["type"] = "probe", ["name"] = "foreign", ["provider"] = JsonNode.Parse(provider) });
        var calls = new List<string>();
        var runner = new PlanRunner(Catalogue(new RecordingFault(), calls, _ => true), TimeProvider.System);
        var error = await Assert.ThrowsAsync<ChaosException>(() => runner.RunAsync(ExperimentPlan.FromJson(root.ToJsonString()), Cancellation));
        Assert.StartsWith("LHC5371", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(calls);
    }

    [Fact]
    public async Task An_address_of_this_machine_is_asked()
    {
        await using var server = new LoopbackServer(_ => Task.FromResult((200, "{}")));
        var root = (JsonObject)YamlText.Read(s_plan)!;
        ((JsonArray)root["steady-state-hypothesis"]!["probes"]!).Add(new JsonObject
        {
            ["type"] = "probe", ["name"] = "answers", ["tolerance"] = 200, ["provider"] = new JsonObject { ["type"] = "http", ["url"] = $"http://127.0.0.1:{server.Port}/" },
        });
        var journal = await new PlanRunner(Catalogue(new RecordingFault(), [], _ => true), TimeProvider.System).RunAsync(ExperimentPlan.FromJson(root.ToJsonString()), Cancellation);
        Assert.Equal((PlanStatus.Completed, true), (journal.Status, journal.After?.IsMet));
    }

    private static ActivityCatalogue Catalogue(RecordingFault fault, List<string> calls, Func<int, bool> takesEvents)
    {
        var catalogue = new ActivityCatalogue(TimeProvider.System);
        var asked = 0;
        catalogue.AddFault("quiet", _ => fault);
        catalogue.Add("bridge", "takes_events", (_, _) =>
        {
            calls.Add("takes_events");
            return Task.FromResult<JsonNode?>(takesEvents(++asked));
        });
        catalogue.Add("bridge", "put_right", (_, _) =>
        {
            calls.Add("put_right");
            return Task.FromResult<JsonNode?>(null);
        });
        return catalogue;
    }
}
