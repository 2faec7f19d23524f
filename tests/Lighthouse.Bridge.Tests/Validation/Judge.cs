using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Validation;
using Lighthouse.Bridge.Validation.Caching;
using Lighthouse.Bridge.Validation.Layers;
using Lighthouse.Bridge.Validation.Paths;
using Lighthouse.Bridge.Validation.Policies;
using Lighthouse.Bridge.Validation.Understanding;

namespace Lighthouse.Bridge.Tests.Validation;

/// <summary>The layers that decide by themselves, without memory and experts.</summary>
internal sealed class Judge
{
    private readonly IPathRules _paths;
    private readonly InputReader _reader;

    public Judge(string? policy = null, string? project = null, string? home = null)
    {
        _paths = PathsOf(project, home);
        _reader = new InputReader(_paths);
        Policy = policy is null
            ? PolicyFile.Read(null, _paths.Project, _paths.Home)
            : PolicyFile.Parse(System.Text.Encoding.UTF8.GetBytes(policy), "test", _paths.Project, _paths.Home);
    }

    public Policy Policy { get; set; }

    public static BridgeOptions Options(ValidationSettings? settings = null) => new()
    {
        TokenSecret = "token key", StoreKey = "store key", AgentKey = "agent key", AdminSecret = "admin secret", Validation = settings ?? new(),
    };

    public static IPathRules PathsOf(string? project = null, string? home = null) =>
        new PathRules(Options(new ValidationSettings { ProjectRoot = project, HomeDirectory = home }));

    public static ValidationRequest Request(string tool, object input, string agent = "agent-1", Role role = Role.Agent, object? metadata = null) =>
        new(tool, JsonSerializer.SerializeToElement(input), new Caller(agent, role, "session"), metadata is null ? null : JsonSerializer.SerializeToElement(metadata));

    public ValidationCase Understand(ValidationRequest request)
    {
        var understood = _reader.Read(request, Policy);
        return new(request, understood, new VerdictKeys(_paths).Of(request, understood, Policy)) { Policy = Policy };
    }

    public Verdict Decide(ValidationRequest request)
    {
        var given = Understand(request);
        var said = Say(new PolicyLayer(), given)!;
        return said.IsDefinite ? said : Say(new PatternLayer(), given with { Opinion = said }) ?? said;
    }

    public Verdict Shell(string command) => Decide(Request("bash", new { command }));

    private static Verdict? Say(IValidationLayer layer, ValidationCase given)
    {
        var said = layer.DecideAsync(given, CancellationToken.None);
        Assert.True(said.IsCompletedSuccessfully);
        return said.Result;
    }
}
