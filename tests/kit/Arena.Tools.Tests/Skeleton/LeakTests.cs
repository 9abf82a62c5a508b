using System.Text.RegularExpressions;

namespace Arena.Tools.Tests.Skeleton;

public partial class LeakTests
{
    // Every word with leak is the solution's alone, every word with keep is for learners.
    private const string Solution = """"
        // keep: the header
        using System.Text; // keep
        using System.Globalization; // leak
        using leakAlias = System.Diagnostics.Stopwatch;
        using keepAlias = System.Diagnostics.Stopwatch;

        namespace Arena.Fundamentals;

        /// <summary>keep</summary>
        public class keepType
        {
            private int keepField = 1; // keep

            // leak
            /// <summary>leak</summary>
            [SolutionOnly, Obsolete("leak")]
            private int leakField = 1; /* leak */

            // keep: set apart

            // leak: attached
            [SolutionOnly]
            private static int leakMethod(int leakParameter) => leakParameter;

            #region keep

            /// <summary>keep</summary>
            [Exercise("0.0.1", "keep", Minutes = 5)]
            // keep
            public StringBuilder keepMethod(int keepParameter = 2 /* keep */) // leak
            {
                // leak
                #region leak
        #pragma warning disable CS0168 // leak
                int leakLocal;
        #pragma warning restore CS0168 // leak
                #endregion // leak
        #if DEBUG // leak
                leakAlias? leakTime = null;
        #else
                leakInactive();
        #endif
                string leakText = """
                    leak { " } leak
                    """;
                var leakLambda = (int leakInner) => leakInner + leakMethod(leakField) + $"leak {leakField}".Length;
                return leakFunction();

                /* leak */
                StringBuilder leakFunction() =>
                    new(leakText + leakTime?.ToString() + leakLambda(1) + CultureInfo.InvariantCulture);
                // leak
            } // leak

            #endregion

            [Exercise("0.0.2", "keep")]
            public int keepPart(int keepParameter)
            {
                var keepLocal = keepParameter; // keep
                // keep: before
                // <solution>
                // leak
                var leakLocal = keepLocal; // leak
                if (leakLocal > 0) { return leakLocal; /* leak */ }
                // leak
                // </solution>
                // keep: after
                return keepLocal;
            }

            [Exercise("0.0.3", "keep")]
            public keepAlias? keepProperty
            {
                // keep: an accessor's own comment
                get /* leak */ { var leakLocal = keepField; return null; } // leak
                set { leakField = keepField; } /* leak */
            }

            [Exercise("0.0.4", "keep")]
            public class keepInner
            {
                public keepInner() : this(1 /* keep */) { leakMethod(2); }

                public keepInner(int keepParameter) => leakMethod(keepParameter);

                [Given]
                public int keepGiven() => 3; // keep

                [SolutionOnly]
                private class leakType { int leakMember = 1; }
            }
        }

        [SolutionOnly]
        public enum leakEnum { leakValue }

        public enum keepEnum
        {
            keepValue,
            [SolutionOnly] leakValue, // leak
        }
        """";

    [Fact]
    public void Nothing_of_the_solution_leaks_and_nothing_that_is_given_is_lost()
    {
        var stub = Corpus.Stub(Solution)!;

        Leaks().Count(Solution).Should().BeGreaterThan(50);
        stub.Split('\n').Where(line => Leaks().IsMatch(line)).Should().BeEmpty();

        // What was left out used keepField twice, keepLocal once and keepParameter once.
        var kept = Keeps().Matches(WithoutExceptions(stub)).Count;
        kept.Should().Be(Keeps().Matches(WithoutExceptions(Solution)).Count - 4);
    }

    private static string WithoutExceptions(string text) => Regex.Replace(text, @"NotImplementedException\(.*\)", "");

    [GeneratedRegex("leak", RegexOptions.IgnoreCase)]
    private static partial Regex Leaks();

    [GeneratedRegex("keep", RegexOptions.IgnoreCase)]
    private static partial Regex Keeps();
}
