using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>A service that is known by its profile alone.</summary>
internal sealed class ProfiledTarget
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    public ProfiledTarget(Uri url, TargetProfile profile, IReadOnlyDictionary<string, string> secrets)
    {
        (Url, Profile) = (url, profile);
        Http = new RawHttp(url, AnswerTimeout, TimeProvider.System);
        Requests = new ProfiledRequests(secrets);
        Attacker = new Presenter("attacker", profile.Attacker, Http, Requests);
        Victim = profile.Victim is { } victim ? new Presenter("victim", victim, Http, Requests) : null;
    }

    public Uri Url { get; }

    public TargetProfile Profile { get; }

    public RawHttp Http { get; }

    public ProfiledRequests Requests { get; }

    public Presenter Attacker { get; }

    public Presenter? Victim { get; }

    public static ProfiledTarget Of(Day day, TargetProfile profile) => new(day.Target.Url, profile, day.Target.Credentials);

    public AttackContext Context(Presenter who, Random random)
    {
        var context = Attacks.On(Url, random);
        return context with { Headers = new Dictionary<string, string>(context.Headers.Concat(who.Headers)) };
    }

    /// <summary>What the profile leaves out of the description, for the evidence; empty where it leaves out nothing. Known when the description has been read.</summary>
    public string LeftOut { get; private set; } = "";

    /// <summary>The described operations and those that only the profile names, each public where either says so.</summary>
    public async Task<OpenApiDescription> DescriptionAsync(CancellationToken cancellation)
    {
        var described = await DescribedAsync(cancellation);
        var known = described.Operations.Select(operation => operation.Id).ToHashSet(StringComparer.Ordinal);
        var attacked = described.Operations.Where(operation => !Profile.IsExcluded(operation.Method, operation.Path)).ToList();
        if (attacked.Count < described.Operations.Count)
            LeftOut = $"The profile leaves out {described.Operations.Count - attacked.Count} of {described.Operations.Count} described operations.";
        return described with
        {
            Operations =
            [
                .. attacked.Select(operation => operation with { IsPublic = operation.IsPublic || Profile.IsPublic(operation.Method, operation.Path) }),
                .. Profile.Operations.Where(operation => !known.Contains($"{operation.Method} {operation.Path}")).Select(Undescribed),
            ],
        };
    }

    /// <summary>Who may call an operation.</summary>
    public Caller CallerOf(OpenApiOperation operation) => Profile.Find(operation.Method, operation.Path)?.As ?? Caller.Attacker;

    /// <summary>What the profile wants sent to an operation; nothing where it says nothing.</summary>
    public OperationExample ExampleOf(OpenApiOperation operation) => Profile.Find(operation.Method, operation.Path) is { } profiled
        ? new OperationExample { Parameters = profiled.Parameters, Body = Requests.BodyOf(profiled), ContentType = ProfiledRequests.ContentTypeOf(profiled) }
        : new OperationExample();

    /// <summary>The request for an operation, with its examples and without a credential.</summary>
    public RawRequest RequestFor(OpenApiOperation operation)
    {
        var example = ExampleOf(operation);
        var path = operation.Parameters.Where(parameter => parameter.InPath).Aggregate(
            operation.Path, (path, parameter) => path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(example.Parameters.GetValueOrDefault(parameter.Name, parameter.Example)), StringComparison.Ordinal));
        var query = operation.Parameters.Where(parameter => !parameter.InPath)
            .Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(example.Parameters.GetValueOrDefault(parameter.Name, parameter.Example))}").ToList();
        return new RawRequest(operation.Method, query.Count == 0 ? path : $"{path}?{string.Join('&', query)}")
        {
            Body = example.Body ?? operation.BodyExample,
            ContentType = example.ContentType,
        };
    }

    private OpenApiOperation Undescribed(ProfiledOperation operation) => new()
    {
        Method = operation.Method,
        Path = operation.Path,
        IsPublic = Profile.IsPublic(operation.Method, operation.Path),
        Parameters = [.. operation.Parameters.Select(pair => new OpenApiParameter(pair.Key, operation.Path.Contains($"{{{pair.Key}}}", StringComparison.Ordinal), pair.Value))],
    };

    private async Task<OpenApiDescription> DescribedAsync(CancellationToken cancellation) => Profile.Description switch
    {
        null => new OpenApiDescription([], TokenInQuery: false, TokenInCookie: false),
        { File: { } file } => OpenApiReader.Read(await File.ReadAllTextAsync(file, cancellation)),
        { ServedPath: var path } => OpenApiReader.Read(await ServedAsync(path!, cancellation)),
    };

    private async Task<string> ServedAsync(string path, CancellationToken cancellation)
    {
        var response = await Http.SendAsync(await Attacker.WithCredentialAsync(new RawRequest("GET", path).With("Accept", "application/json"), cancellation), cancellation);
        return response.IsSuccess
            ? response.Body
            : throw new InvalidOperationException($"LH3301: the description at {path} was answered with status {response.Status}; the attacker's identity must be able to read it, or give it as a file: 'openapi: file:openapi.json'.");
    }
}
