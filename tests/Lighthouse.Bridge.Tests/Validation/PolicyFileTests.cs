using System.Text;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Bridge.Validation;
using Lighthouse.Bridge.Validation.Policies;

namespace Lighthouse.Bridge.Tests.Validation;

/// <summary>Every mistake of a policy file is an error with its line, what is wrong, and what is allowed.</summary>
public sealed class PolicyFileTests
{
    private const string Tools = "\"tools\": {\"shell\": {\"names\": [\"bash\"], \"fields\": {\"command\": \"command\"}}}";

    [Theory]
    [InlineData("", "LHB6602: p.json line 1: it is not JSON")]
    [InlineData("{\n\"format\": 1,\n!}", "LHB6602: p.json line 3: it is not JSON")]
    [InlineData("{} {}", "LHB6602: p.json line 1: it is not JSON")]
    [InlineData("[]", "LHB6605: p.json line 1: the policy is not an object; it holds $schema, format")]
    [InlineData("{\n\"format\": 2, TOOLS, \"rules\": [RULE]}", "LHB6605: p.json line 2: 'format' is unknown; 1 is allowed.")]
    [InlineData("{\"format\": 1, \"rules\": [RULE]}", "LHB6604: p.json line 1: the policy has no 'tools'; needed are format, tools, rules.")]
    [InlineData("{\"format\": 1, TOOLS,\n\"rulez\": [],\"rules\": [RULE]}", "LHB6603: p.json line 2: the policy has an unknown key 'rulez'; allowed are")]
    [InlineData("{\"format\": 1, TOOLS, \"rules\": [RULE],\n\"format\": 1}", "LHB6606: p.json line 2: the policy has the key 'format' twice; once is allowed.")]
    [InlineData("{\"format\": 1, TOOLS, \"otherwise\": \"approved\", \"rules\": [RULE]}", "LHB6605: p.json line 1: 'otherwise' is 'approved'; allowed are blocked, escalate, uncertain.")]
    [InlineData("{\"format\": 1, TOOLS, \"not_understood\": true, \"rules\": [RULE]}", "LHB6605: p.json line 1: 'not_understood' is not a text; allowed are blocked, escalate, uncertain.")]
    [InlineData("{\"format\": 1, TOOLS, \"rules\": []}", "LHB6605: p.json line 1: 'rules' is not such a list; a list of 1 to 500 rules is allowed.")]
    [InlineData("{\"format\": 1, TOOLS, \"rules\": [RULE,\nRULE]}", "LHB6606: p.json line 2: the rule 'r' is there twice; each id is allowed once.")]
    [InlineData("{\"format\": 1, \"tools\": {\"a\": {\"names\": [\"x\", \"X\"], \"fields\": {}}}, \"rules\": [RULE]}", "LHB6606: p.json line 1: the tool 'X' is named twice; once is allowed, whatever the case.")]
    [InlineData("{\"format\": 1, \"tools\": {\"a\": {\"names\": [\"x\"], \"fields\": {\"f\": \"file\"}}}, \"rules\": [RULE]}", "LHB6605: p.json line 1: the field 'f' of the tools 'a' is 'file'; allowed are command, path, folder, pattern, address, content, setting.")]
    [InlineData("{\"format\": 1, \"tools\": {\"a\": {\"names\": [\"x\"], \"access\": \"all\", \"fields\": {}}}, \"rules\": [RULE]}", "LHB6605: p.json line 1: 'access' of the tools 'a' is 'all'; allowed are argument, read, write.")]
    public void A_wrong_file_is_refused(string json, string expected) => Expect(expected, json);

    [Theory]
    [InlineData("\"decision\": \"deny\", \"match\": {\"programs\": [\"rm\"]}", "LHB6605: p.json line 2: 'decision' of the rule 'r' is 'deny'; allowed are approved, blocked, escalate, uncertain.")]
    [InlineData("\"decision\": \"blocked\"", "LHB6604: p.json line 2: a rule has no 'match'; needed are id, decision, risk, reasoning, match.")]
    [InlineData("\"decision\": \"blocked\", \"match\": {}", "LHB6608: p.json line 2: 'match' of the rule 'r' is empty; at least one of tools, programs")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\n\"program\": [\"rm\"]}", "LHB6603: p.json line 3: 'match' of the rule 'r' has an unknown key 'program'; allowed are tools, programs")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"programs\": \"rm\"}", "LHB6605: p.json line 2: 'programs' of the rule 'r' is not such a list")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"programs\": []}", "LHB6605: p.json line 2: 'programs' of the rule 'r' is not such a list")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"programs\": [\n\n\"/bin/rm\"]}", "LHB6605: p.json line 4: the program '/bin/rm' is not a plain name; a name in lower case without its folder is allowed.")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"tools\": [\"shel\"]}", "LHB6605: p.json line 2: 'tools' of the rule 'r' has 'shel'; allowed are shell.")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"roles\": [\"root\"]}", "LHB6605: p.json line 2: 'roles' of the rule 'r' has 'root'; allowed are admin, agent, expert_agent, guest, system_agent.")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"text\": [\"(a\"]}", "LHB6607: p.json line 2: 'text' of the rule 'r' has a pattern that cannot be used")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"text\": [\"(?=a)\"]}", "LHB6607: p.json line 2: 'text' of the rule 'r' has a pattern that cannot be used")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"paths\": [\"etc/passwd\"]}", "LHB6607: p.json line 2: 'paths' of the rule 'r' has 'etc/passwd'; a pattern that begins with /, **, ${project} or ${home}")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"paths\": [\"/etc/../x\"]}", "LHB6607: p.json line 2: 'paths' of the rule 'r' has '/etc/../x'")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"paths\": [\"${root}/x\"]}", "LHB6607: p.json line 2: 'paths' of the rule 'r' has '${root}/x'")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"options\": \"-x\", \"programs\": [\"a\"]}", "LHB6608: p.json line 2: the rule 'r' refuses, and has 'options'; only a rule that approves may have it")]
    [InlineData("\"decision\": \"approved\", \"match\": {\"programs\": [\"ls\"]}", "LHB6608: p.json line 2: the rule 'r' approves, and has no 'tools'; a rule that approves must say for which.")]
    [InlineData("\"decision\": \"approved\", \"match\": {\"tools\": [\"shell\"], \"piped_from\": [\"ls\"]}", "LHB6608: p.json line 2: the rule 'r' approves, and has 'piped_from'")]
    [InlineData("\"decision\": \"blocked\", \"match\": {\"metadata\": {\"a\": \"x\"}}", "LHB6605: p.json line 2: 'metadata' of the rule 'r' is not such a list")]
    [InlineData("\"decision\": \"blocked\", \"confidence\": 0.9, \"match\": {\"programs\": [\"a\"]}", "LHB6605: p.json line 2: 'confidence' of the rule 'r' is not a text; allowed are unknown, low, medium, high.")]
    public void A_wrong_rule_is_refused(string rule, string expected) =>
        Expect(expected, "{\"format\": 1, TOOLS, \"rules\": [\n{\"id\": \"r\", \"risk\": \"high\", \"reasoning\": \"x\", " + rule + "}]}");

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var problem = Refusal("{\"format\": 3, TOOLS, \"rules\": [\n{\"id\": \"r\"},\n{\"id\": \"s\", \"decision\": \"deny\"}]}");
        Assert.Equal(9, problem.Split('\n').Length);
    }

    [Fact]
    public void What_refuses_wins_over_what_approves_wherever_it_stands()
    {
        const string rules =
            """
            {"id": "yes", "decision": "approved", "risk": "low", "reasoning": "Yes.", "match": {"tools": ["shell"], "programs": ["ls", "id"], "paths": ["**"]}},
            {"id": "ask", "decision": "escalate", "risk": "low", "reasoning": "Ask.", "match": {"programs": ["id"]}},
            {"id": "never", "decision": "blocked", "risk": "high", "reasoning": "No.", "match": {"paths": ["/x"]}}
            """;
        var judge = new Judge("{\"format\": 1, TOOLS, \"rules\": [".Replace("TOOLS", Tools, StringComparison.Ordinal) + rules + "]}");
        Assert.Equal(("yes", Decision.Approved), (judge.Shell("ls a").RuleId, judge.Shell("ls a").Decision));
        Assert.Equal("ask", judge.Shell("ls a; id").RuleId);
        Assert.Equal("never", judge.Shell("id; ls a /x").RuleId);
        Assert.Null(judge.Shell("ls a; other").RuleId);
        Assert.Equal(Decision.Escalate, judge.Shell("ls -l").Decision);
        Assert.Equal(Decision.Escalate, judge.Shell("./ls").Decision);
        Assert.Equal(Decision.Escalate, judge.Shell("A=b ls").Decision);
    }

    [Fact]
    public async Task A_bridge_with_a_wrong_policy_does_not_start()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "p.json");
        foreach (var (content, code) in new[] { ("{\"format\": 1}", "LHB6604: p.json line 1"), (null, "LHB6601: the policy missing.json cannot be read") })
        {
            if (content is not null) await File.WriteAllTextAsync(path, content, RunningBridge.Cancellation);
            var file = content is null ? Path.Combine(folder.Path, "missing.json") : path;
            await using var process = BridgeProcess.Launch(BridgeProcess.FreshSecrets(), "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", folder.Data, "--Bridge:Validation:PolicyPath", file);
            Assert.Equal(2, await process.ExitCodeAsync());
            Assert.StartsWith(code, process.Errors, StringComparison.Ordinal);
        }
    }

    private static void Expect(string expected, string json) => Assert.Contains(expected, Refusal(json), StringComparison.Ordinal);

    private static string Refusal(string json)
    {
        const string rule = """{"id": "r", "decision": "blocked", "risk": "high", "reasoning": "x", "match": {"programs": ["rm"]}}""";
        var text = json.Replace("TOOLS", Tools, StringComparison.Ordinal).Replace("RULE", rule, StringComparison.Ordinal);
        return Assert.Throws<ConfigurationException>(() => PolicyFile.Parse(Encoding.UTF8.GetBytes(text), "p.json")).Message;
    }
}
