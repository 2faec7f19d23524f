namespace Lighthouse.Readiness.Runbooks;

/// <summary>The codes of mistakes in a runbook. Stable: documents and scripts refer to them.</summary>
internal static class RunbookCodes
{
    // The file.
    internal const string Unreadable = "LH2001";
    internal const string TooLarge = "LH2002";
    internal const string Encoding = "LH2003";
    internal const string Syntax = "LH2004";
    internal const string Documents = "LH2005";
    internal const string Nesting = "LH2006";
    internal const string Reference = "LH2007";
    internal const string TooMany = "LH2009";

    // Keys and values.
    internal const string UnknownKey = "LH2010";
    internal const string MissingKey = "LH2011";
    internal const string WrongType = "LH2012";
    internal const string DuplicateKey = "LH2013";
    internal const string Empty = "LH2014";
    internal const string Text = "LH2015";
    internal const string Form = "LH2020";
    internal const string DuplicateId = "LH2021";
    internal const string UnknownWord = "LH2022";
    internal const string Quantity = "LH2023";
    internal const string UnknownUnit = "LH2024";
    internal const string Size = "LH2025";

    // Days and gates.
    internal const string DayWithoutGates = "LH2030";
    internal const string GateWithoutCriteria = "LH2031";
    internal const string GateWithoutProfile = "LH2032";
    internal const string Proportion = "LH2033";
    internal const string OneLimit = "LH2034";
    internal const string Source = "LH2036";

    // Criteria.
    internal const string Criterion = "LH2040";
    internal const string UnknownMetric = "LH2041";
    internal const string Statistic = "LH2042";
    internal const string Dimension = "LH2043";
    internal const string Equality = "LH2044";
    internal const string Confidence = "LH2045";
    internal const string Meaningless = "LH2046";
    internal const string DuplicateCriterion = "LH2047";

    // References.
    internal const string UnknownGate = "LH2050";
    internal const string UnknownDay = "LH2051";
    internal const string Repeated = "LH2052";

    // Error budget.
    internal const string ErrorBudget = "LH2053";

    // Target profiles.
    internal const string IdentityKind = "LH2060";
    internal const string SecretInFile = "LH2061";
    internal const string NothingToFillIn = "LH2062";
    internal const string DescriptionFile = "LH2063";
    internal const string NoOperations = "LH2064";
    internal const string ProofOfIdentity = "LH2065";
    internal const string VariableNotSet = "LH2066";
    internal const string OneOf = "LH2067";

    // Targets.
    internal const string TargetKind = "LH2070";
    internal const string TargetKey = "LH2071";
    internal const string TargetAddress = "LH2072";
    internal const string Placeholder = "LH2073";
    internal const string ContainerImage = "LH2074";
    internal const string ContainerNetwork = "LH2075";
}
