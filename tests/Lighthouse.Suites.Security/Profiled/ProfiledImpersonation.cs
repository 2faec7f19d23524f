using Lighthouse.Readiness.TargetProfiles;
using Lighthouse.Security;
using Lighthouse.Security.CrossAccess;
using Lighthouse.Security.OpenApi;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security.Profiled;

/// <summary>Nobody opens a session in another's name, reaches what belongs to another, or calls what another role may call.</summary>
internal static class ProfiledImpersonation
{
    private const string NoSuchId = "lighthouse-no-such-id";

    public static async Task RunAsync(Day day, TargetProfile profile, string gate, string metric)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var target = ProfiledTarget.Of(day, profile);
        var description = await target.DescriptionAsync(cancellation);
        var own = OwnRequest(target, description);
        Assert.SkipWhen(own is null, "the attack does not apply to this target: the profile names no GET operation that the attacker may call, so nothing shows that its identity is live.");
        var results = new List<AttackResult>
        {
            await new IdentityProofAttack(new IdentityProofOptions { Probe = own!, Logins = Logins(target) })
                .RunAsync(target.Context(target.Attacker, day.Random($"{gate}/proof")), cancellation),
            target.Victim is { } victim
                ? await CrossAsync(target, victim, description, own!, day.Random($"{gate}/access"), cancellation)
                : AttackResult.DoesNotApply("the profile names no victim."),
        };
        AttackResults.Record(day, target, gate, metric, AttackResults.Together(results, "the profile names nobody who could be impersonated."));
    }

    private static RawRequest? OwnRequest(ProfiledTarget target, OpenApiDescription description) => description.Operations
        .Where(operation => operation is { Method: "GET", IsPublic: false } && target.CallerOf(operation) == Caller.Attacker)
        .Select(operation => target.RequestFor(operation))
        .FirstOrDefault();

    private static Task<AttackResult> CrossAsync(
        ProfiledTarget target, Presenter victim, OpenApiDescription description, RawRequest own, Random random, CancellationToken cancellation) =>
        new CrossAccessAttack(new CrossAccessOptions
        {
            Owner = Identity(victim),
            Attacker = Identity(target.Attacker),
            AttackersOwn = own,
            Cases = [.. Owned(target, victim), .. OtherRole(target, description)],
        }).RunAsync(Attacks.On(target.Url, random), cancellation);

    private static AccessIdentity Identity(Presenter who) => new(who.Carrier, who.FreshAsync, who.Headers);

    private static IEnumerable<CrossAccessCase> Owned(ProfiledTarget target, Presenter victim) => target.Profile.Owned.SelectMany(
        resource => resource.Access.Select(access => new CrossAccessCase(
            $"{access.Method} {access.Path} ({resource.Name})",
            access.Method is "GET" or "HEAD" ? AccessKind.Read : AccessKind.Write,
            async cancellation =>
            {
                var id = resource.Id ?? await CreateAsync(target, victim, resource, cancellation);
                return (ProfiledRequests.ToRaw(access, target.Requests.Secret, id), ProfiledRequests.ToRaw(access, target.Requests.Secret, NoSuchId));
            })));

    private static IEnumerable<CrossAccessCase> OtherRole(ProfiledTarget target, OpenApiDescription description) => description.Operations
        .Where(operation => !operation.IsPublic && target.CallerOf(operation) == Caller.Victim)
        .Select(operation => new CrossAccessCase(operation.Id, AccessKind.Operation, _ => Task.FromResult<(RawRequest, RawRequest?)>((target.RequestFor(operation), null))));

    private static async Task<string> CreateAsync(ProfiledTarget target, Presenter victim, OwnedResource resource, CancellationToken cancellation)
    {
        var request = await victim.WithCredentialAsync(target.Requests.ToRaw(resource.Create!), cancellation);
        var answer = await target.Http.SendAsync(request, cancellation);
        return (answer.IsSuccess ? JsonPointer.Find(answer.Body, resource.IdPointer!) : null) ?? throw new InvalidOperationException(
            $"LH3305: the creation of '{resource.Name}' was answered with status {answer.Status} and no id at {resource.IdPointer}; correct 'create' in the profile.");
    }

    private static List<LoginCase> Logins(ProfiledTarget target)
    {
        var logins = new List<LoginCase>();
        foreach (var who in new[] { target.Victim, target.Attacker }.OfType<Presenter>())
        {
            if (who.Login is { } login)
                logins.Add(Login(target, who, login));
        }

        return logins;
    }

    private static LoginCase Login(ProfiledTarget target, Presenter who, LoginIdentity login)
    {
        var secrets = login.Login.Body?.Variables ?? [];
        var provesIdentity = target.Profile.ProofOfIdentity == true && secrets.Count > 0;
        return new LoginCase
        {
            Who = who.Name,
            NeedsSecret = provesIdentity,
            Legitimate = target.Requests.ToRaw(login.Login),
            WithoutProof = provesIdentity
                ?
                [
                    ("with another secret", With(_ => "lighthouse-wrong-secret")),
                    ("with an empty secret", With(_ => "")),
                    ("with the secret but its last character", With(name => target.Requests.Secret(name)[..^1])),
                    ("with the word null", With(_ => "null")),
                ]
                : [("with nothing secret in it", target.Requests.ToRaw(login.Login))],
            TokenOf = new LoginSession(target.Http, login).TokenOf,
            Carrier = who.Carrier,
            Secrets = [.. secrets.Select(target.Requests.Secret)],
        };

        RawRequest With(Func<string, string> value) => ProfiledRequests.ToRaw(login.Login, value, id: null);
    }
}
