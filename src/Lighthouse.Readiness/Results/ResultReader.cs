using System.Text.Json;
using System.Xml;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.ChaosToolkit;
using Lighthouse.Readiness.Results.HdrHistogram;
using Lighthouse.Readiness.Results.JMeter;
using Lighthouse.Readiness.Results.K6;
using Lighthouse.Readiness.Results.LighthouseLoad;
using Lighthouse.Readiness.Results.Locust;
using Lighthouse.Readiness.Results.NBomber;
using Lighthouse.Readiness.Results.Reading;
using Lighthouse.Readiness.Results.TestRuns;

namespace Lighthouse.Readiness.Results;

/// <summary>Reads results of other tools. Nothing in a file is trusted: what is not of its format, contradicts itself or is missing is an error with a code, never a figure.</summary>
public static class ResultReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="folder">The folder of results.</param>
    /// <param name="name">The file below it, with forward slashes.</param>
    /// <param name="format">Which tool wrote it.</param>
    /// <param name="unit">Unit of the numbers, where the format does not say it (HdrHistogram); null elsewhere.</param>
    /// <exception cref="ResultException">It is missing, too large, or not of the format.</exception>
    public static ToolResults Read(string folder, string name, ResultFormat format, Unit? unit = null)
    {
        var file = ResultFile.Read(folder, name);
        return new ToolResults(format, name, file.Sha256, file.WrittenAt, Labels(file, format, unit));
    }

    internal static IReadOnlyList<ToolLabel> Labels(ResultFile file, ResultFormat format, Unit? unit)
    {
        try
        {
            var labels = Parse(file.Text(), format, unit);
            return labels.Count > 0 ? labels : throw new FormatException("it holds no figure");
        }
        catch (Exception problem) when (problem is FormatException or JsonException or XmlException or InvalidDataException or OverflowException or ArgumentException or InvalidOperationException)
        {
            throw new ResultException(ResultException.WrongFormat, $"'{file.Name}' is no result of {format}: {problem.Message}.", problem);
        }
    }

    private static IReadOnlyList<ToolLabel> Parse(string text, ResultFormat format, Unit? unit) => format switch
    {
        ResultFormat.Nbomber => NBomberReader.Read(text),
        ResultFormat.K6 => K6Reader.Read(text),
        ResultFormat.Locust => LocustReader.Read(text),
        ResultFormat.Jmeter => JMeterReader.Read(text),
        ResultFormat.HdrHistogram => HdrHistogramReader.Read(text, unit ?? throw new FormatException("it does not say the unit of its numbers; give 'unit', such as us")),
        ResultFormat.Wrk2 => Wrk2Reader.Read(text),
        ResultFormat.ChaosToolkit => ChaosToolkitReader.Read(text),
        ResultFormat.Trx => TrxReader.Read(text),
        ResultFormat.Junit => JUnitReader.Read(text),
        ResultFormat.LighthouseLoad => LoadResultReader.Read(text),
        _ => throw new FormatException("there is no such format"),
    };
}
