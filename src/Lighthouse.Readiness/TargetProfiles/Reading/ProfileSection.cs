using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.TargetProfiles.Reading;

/// <summary>Reads the whole of a target profile, and what its parts must say together.</summary>
internal static class ProfileSection
{
    private const int MostRequests = 1_000_000;
    private const double LongestWindowSeconds = 3600;

    internal static TargetProfile? Read(Node root, string digest, string path, Mistakes mistakes)
    {
        if (MapReader.Open(root, ProfileKeys.Profile, mistakes) is not { } map)
            return null;
        var reading = new ProfileReading(mistakes);
        var name = map.Text("name", TextForm.Id);
        var description = Description(map, path, mistakes);
        var health = map.Text("health", ProfileForms.Path);
        var (attacker, victim) = Identities(map.Find("identities"), reading);
        var operations = OperationsSection.Read(map, reading);
        var profile = new TargetProfile
        {
            Name = name, Digest = digest, Path = path, Description = description, HealthPath = health,
            Public = OperationsSection.Named(map, "public", reading), Excluded = OperationsSection.Named(map, "excluded", reading), Operations = operations, Owned = OperationsSection.Owned(map, reading),
            Attacker = attacker ?? new BearerIdentity(new Template("")), Victim = victim,
            Limit = Limit(map.Find("limits"), mistakes),
            ProofOfIdentity = map.Find("proof_of_identity") is null ? null : reading.Flag(map, "proof_of_identity", unless: false),
            Variables = reading.Variables,
        };
        CheckWhole(profile, map, mistakes);
        return attacker is null ? null : profile;
    }

    private static DescriptionSource? Description(MapReader map, string profilePath, Mistakes mistakes)
    {
        var text = map.Text("openapi", ProfileForms.Description);
        if (!text.StartsWith("file:", StringComparison.Ordinal))
            return text is "none" or "" ? null : new DescriptionSource(text, null);
        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(profilePath))!, text["file:".Length..].Trim());
        if (!File.Exists(file))
            mistakes.Add(RunbookCodes.DescriptionFile, map.LocationOf("openapi"), $"the description '{Shown.Short(text["file:".Length..])}' is no file; its path is read from the profile's folder.");
        return new DescriptionSource(null, file);
    }

    private static (ProfiledIdentity? Attacker, ProfiledIdentity? Victim) Identities(Node? node, ProfileReading reading) =>
        MapReader.Open(node, ProfileKeys.Identities, reading.Mistakes) is { } map
            ? (IdentitySection.Read(map.Find("attacker"), reading), IdentitySection.Read(map.Find("victim"), reading))
            : (null, null);

    private static DeclaredRate? Limit(Node? node, Mistakes mistakes)
    {
        if (MapReader.Open(node, ProfileKeys.Limits, mistakes) is not { } map)
            return null;
        var requests = map.Quantity("requests");
        var window = map.Quantity("window");
        if (requests is { } count && (count.Unit.Dimension != Dimension.Count || count.Value is not (>= 1 and <= MostRequests) || count.Value != Math.Truncate(count.Value)))
            mistakes.Add(RunbookCodes.Size, map.LocationOf("requests"), $"'requests' is {count.ToExactString()}; allowed is a whole number from 1 to {MostRequests:N0}.");
        if (window is { } length && (length.Unit.Dimension != Dimension.Duration || length.InBaseUnit is not (> 0 and <= LongestWindowSeconds)))
            mistakes.Add(RunbookCodes.Size, map.LocationOf("window"), $"'window' is {length.ToExactString()}; allowed is a duration above 0 s and up to 1 h.");
        return requests is null || window is null ? null : new DeclaredRate((int)Math.Clamp(requests.Value.Value, 0, MostRequests), TimeSpan.FromSeconds(Math.Clamp(window.Value.InBaseUnit, 0, LongestWindowSeconds)));
    }

    private static void CheckWhole(TargetProfile profile, MapReader map, Mistakes mistakes)
    {
        if (map.Find("openapi") is TextNode { Text: "none" } none && profile.Operations.Count == 0)
            mistakes.Add(RunbookCodes.NoOperations, none.Location, "there is no description and 'operations' names nothing; nothing could be attacked, which is not the same as nothing found.");
        if (profile.Victim is null && (profile.Owned.Count > 0 || profile.Operations.Any(operation => operation.As == Caller.Victim)))
            mistakes.Add(RunbookCodes.MissingKey, map.LocationOf("identities"), "'owned' and 'as: victim' need an identity 'victim'; add it.");
        CheckProof(profile, map, mistakes);
    }

    // A login without a secret proves nothing whatever the profile says, and one with a secret is put to the test.
    private static void CheckProof(TargetProfile profile, MapReader map, Mistakes mistakes)
    {
        var logins = new[] { profile.Attacker, profile.Victim }.OfType<LoginIdentity>().ToList();
        if (logins.Count > 0 && profile.ProofOfIdentity is null)
            mistakes.Add(RunbookCodes.ProofOfIdentity, map.Location, "an identity logs in; say 'proof_of_identity: true' when a login needs a secret, or 'false' when anybody can open a session in any name.");
        if (logins.Count == 0 && profile.ProofOfIdentity is not null)
            mistakes.Add(RunbookCodes.ProofOfIdentity, map.LocationOf("proof_of_identity"), "no identity logs in, so nothing can be said of a proof at login; remove 'proof_of_identity'.");
        if (profile.ProofOfIdentity == true && logins.Any(login => login.Login.Body is not { Variables.Count: > 0 }))
            mistakes.Add(RunbookCodes.ProofOfIdentity, map.LocationOf("proof_of_identity"), "'proof_of_identity' is true, but the body of a login names no environment variable with a secret; name it there, or say 'false'.");
    }
}
