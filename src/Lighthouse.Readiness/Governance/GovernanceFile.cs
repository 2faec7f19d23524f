using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Lighthouse.Readiness.Attestations;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Readiness.Governance;

/// <summary>Keeps the record of what governs a decision beside the evidence logs.</summary>
public static class GovernanceFile
{
    private const long LargestBytes = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin),
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Writes the record into a results folder.</summary>
    /// <exception cref="ReportException">The file could not be written.</exception>
    public static void Write(string folder, GovernanceRecord record) =>
        new ReportFolder(folder).Write(ArtifactNames.Governance, JsonSerializer.SerializeToUtf8Bytes(record, Format));

    /// <summary>Reads the record of a results folder; <see cref="GovernanceRecord.Nothing"/> when there is none.</summary>
    /// <exception cref="AttestationException">There is one that makes no sense.</exception>
    public static GovernanceRecord Read(string folder)
    {
        var path = Path.Combine(folder, ArtifactNames.Governance);
        try
        {
            if (!File.Exists(path))
                return GovernanceRecord.Nothing;
            if (new FileInfo(path).Length > LargestBytes)
                throw new JsonException($"it has more than {LargestBytes:#,##0} bytes");
            return JsonSerializer.Deserialize<GovernanceRecord>(File.ReadAllBytes(path), Format) ?? throw new JsonException("it is null");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new AttestationException(ApprovalCodes.NoRecord, $"'{ArtifactNames.Governance}' cannot be used: {problem.Message}", problem);
        }
    }
}
