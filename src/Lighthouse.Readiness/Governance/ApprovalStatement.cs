using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance.Approving;
using Lighthouse.Readiness.Reporting.Json;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance;

/// <summary>Approvals as files: in-toto statements (version 1) in DSSE envelopes.</summary>
public static class ApprovalStatement
{
    private const string StatementType = "https://in-toto.io/Statement/v1";
    private const string PredicateType = "urn:lighthouse:approval:v1";
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>Signs an approval.</summary>
    /// <returns>The bytes of its file.</returns>
    public static byte[] Sign(Approval approval, SigningKey key) => DsseEnvelope.Sign(Payload(approval), key).ToBytes();

    /// <summary>Reads what is signed, whoever signed it.</summary>
    /// <exception cref="JsonException">It is no approval.</exception>
    internal static Approval Read(ReadOnlySpan<byte> payload)
    {
        var form = JsonSerializer.Deserialize<ApprovalForm>(payload, ApprovalForm.Strictly) ?? throw new JsonException("it is null");
        var digests = form.Subject.ToDictionary(subject => subject.Name, subject => subject.Digest.Values.FirstOrDefault() ?? "", StringComparer.Ordinal);
        var profiles = Enum.GetValues<Profile>().Where(profile => profile.Text() == form.Predicate.Profile).ToList();
        if (profiles is not [var named])
            throw new JsonException($"it names the profile '{form.Predicate.Profile}'");
        var approval = new Approval(
            form.Predicate.Role, form.Predicate.Matter, digests.GetValueOrDefault("commit") ?? "", digests.GetValueOrDefault("runbook") ?? "", named,
            Day(form.Predicate.On), Day(form.Predicate.Expires), digests.GetValueOrDefault("weakenings"));
        // What is signed can be said in one way only, so that nothing in it is passed over.
        return payload.SequenceEqual(Payload(approval)) ? approval : throw new JsonException("it is not written as this library writes it");
    }

    private static byte[] Payload(Approval approval)
    {
        var subjects = new JsonArray(
            Subject("commit", "gitCommit", approval.Commit),
            Subject("runbook", "sha256", approval.RunbookDigest));
        if (approval.Weakenings is { } weakenings)
            subjects.Add(Subject("weakenings", "sha256", weakenings));
        return JsonReport.Bytes(new JsonObject
        {
            ["_type"] = StatementType,
            ["subject"] = subjects,
            ["predicateType"] = PredicateType,
            ["predicate"] = new JsonObject
            {
                ["role"] = approval.Role,
                ["matter"] = approval.Matter,
                ["profile"] = approval.Profile.Text(),
                ["on"] = approval.On.ToString(DateForm, CultureInfo.InvariantCulture),
                ["expires"] = approval.Expires.ToString(DateForm, CultureInfo.InvariantCulture),
            },
        });
    }

    private static JsonObject Subject(string name, string algorithm, string digest) => new() { ["name"] = name, ["digest"] = new JsonObject { [algorithm] = digest } };

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new JsonException($"'{text}' is no day");
}
