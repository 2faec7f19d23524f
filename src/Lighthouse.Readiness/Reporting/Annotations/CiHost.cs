namespace Lighthouse.Readiness.Reporting.Annotations;

/// <summary>Who runs a build and reads commands out of its output.</summary>
public enum CiHost
{
    /// <summary>A person, or a system that reads no commands.</summary>
    None,

    /// <summary>GitHub Actions: <c>::error file=...,line=...::message</c>.</summary>
    GitHub,

    /// <summary>Azure Pipelines: <c>##vso[task.logissue type=error;...]message</c>.</summary>
    Azure,
}
