package dev.copydesk.annotator.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.Comparator;
import dev.copydesk.schema.v1.NumberMention;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishNumberTaggerTest {
  private static final NumberTagger TAGGER = new EnglishNumberTagger();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Some 12,400 homes lost power.                | 12,400=cardinal 12400
          The fund lent 2.7 million to farmers.        | 2.7 million=cardinal 2700000
          A dozen boats sank.                          | A dozen=cardinal 12
          It cost $3.1bn to build.                     | $3.1bn=money 3100000000 USD
          They paid 40 Swiss francs each.              | 40 Swiss francs=money 40 CHF
          Output fell 4.5 percent.                     | 4.5 percent=percent 4.5 %
          It lies 30 km away.                          | 30 km=measure 30 km
          The index lost 120 points.                   | 120 points=measure 120 {point}
          Between 20 and 30 boats sank.                | 20 and 30=range 20 30
          Two-thirds of the town is flooded.           | Two-thirds=fraction 0.666667
          It is the seventh storm.                     | seventh=ordinal 7
          The 42-year-old was found.                   | 42-year-old=age 42 year
          The talks took three hours.                  | three hours=duration 3 hour PT3H
          They met on Monday.                          | Monday=date 2014-06-09
          The port shut in March 2012.                 | March 2012=date 2012-03-01 2012-03-31 2012-03
          It opened a year ago.                        | a year ago=date 2013-06-01 2013-06-30 2013-06
          They train every Tuesday.                    | every Tuesday=set XXXX-WXX-2
          Voting ended at 5 p.m.                       | 5 p.m.=time 2014-06-10T17
          A roll costs 20 dollars and 5 cents.         | 20 dollars and 5 cents=money 20.05 USD
          It cost 50 pence.                            | 50 pence=money 0.5 GBP
          He got MYR 42 back.                          | MYR 42=money 42 MYR
          They rose from 5 dollars to 7 dollars.       | 5 dollars to 7 dollars=money 5 7 USD
          It has 3 crore users.                        | 3 crore=cardinal 30000000
          It took five and a quarter litres.           | five and a quarter litres=measure 5.25 L
          Temperatures hit minus 40 degrees Celsius.   | minus 40 degrees Celsius=measure -40 Cel
          Rates rose 25 basis points.                  | 25 basis points=measure 25 {bp}
          Billions of dollars were lost.               | Billions of dollars=money 1000000000 USD
          The Nasdaq 100 index and two 777s fell.      | two=cardinal 2
          They met at 12:00 UTC Monday.                | 12:00 UTC Monday=time 2014-06-09T12:00Z
          It will open tomorrow at 5pm.                | tomorrow at 5pm=time 2014-06-11T17
          They met on Monday morning.                  | Monday morning=time 2014-06-09TMO
          It rained at half past eight in the evening. | half past eight in the evening=time 2014-06-10T20:30
          It ran March 3-5.                            | March 3-5=date 2014-03-03 2014-03-05 2014-03-03/2014-03-05
          It ran from 3 to 5 May 2012.                 | 3 to 5 May 2012=date 2012-05-03 2012-05-05 2012-05-03/2012-05-05
          It will run from Monday to Friday.           | Monday to Friday=date 2014-06-16 2014-06-20 2014-06-16/2014-06-20
          It shut between 3 and 5 pm.                  | 3 and 5 pm=time 2014-06-10T15:00 2014-06-10T17:00 2014-06-10T15:00/2014-06-10T17:00
          It fell in the third quarter of 2010.        | the third quarter of 2010=date 2010-07-01 2010-09-30 2010-Q3
          It grew in Q1.                               | Q1=date 2014-01-01 2014-03-31 2014-Q1
          It ends in October of next year.             | October of next year=date 2015-10-01 2015-10-31 2015-10
          They left two hours ago.                     | two hours ago=time 2014-06-10T06:30
          They met on the last Friday of May.          | the last Friday of May=date 2014-05-30
          The shops shut on Christmas Eve 2012.        | Christmas Eve 2012=date 2012-12-24
          It shut for Orthodox Easter 2014.            | Orthodox Easter 2014=date 2014-04-20
          It was on February 31.                       | February=date 2014-02-01 2014-02-28 2014-02; 31=cardinal 31
          He first rose to fame then.                  |
          Third-quarter profit rose.                   | Third-quarter=date 2014-07-01 2014-09-30 2014-Q3
          It is the lowest level in six years.         | six years=duration 6 year P6Y
          It is now the first in the cars of the 80s.  | the 80s=date 1980-01-01 1989-12-31 198X
          The Group of 20 met; one may say at first.   |
          The trip took 2 hours 30 minutes.            | 2 hours 30 minutes=duration 150 minute PT2H30M
          It lasted an hour and a half.                | an hour and a half=duration 1.5 hour PT1.5H
          They waited 1 year, 2 months and 3 days.     | 1 year, 2 months and 3 days=duration P1Y2M3D
          It took three-quarters of an hour.           | three-quarters of an hour=duration 0.75 hour PT0.75H
          He is 6 ft 2 in tall.                        | 6 ft 2 in=measure 74 [in_i]
          She ran half a mile.                         | half a mile=measure 0.5 [mi_i]
          A 500-pound bomb cost 500 pounds.            | 500-pound=measure 500 [lb_av]; 500 pounds=money 500 GBP
          Rates rose half a percentage point.          | half a percentage point=measure 0.5 {pp}
          They won 3-1 and lost 1-4.                   | 3=cardinal 3; 1=cardinal 1; 1=cardinal 1; 4=cardinal 4
          It rains 3-5 hours.                          | 3-5 hours=duration 3 5 hour PT3H
          The bill passed by a vote of 7 to 2.         | 7=cardinal 7; 2=cardinal 2
          They sell 8- to 16-metre masts.              | 8- to 16-metre=measure 8 16 m
          It counts 1 234 567 votes and 10 000 seats.  | 1 234 567=cardinal 1234567; 10 000=cardinal 10000
          Some 2m people saw the 2m tall wall.         | 2m=cardinal 2000000; 2m=measure 2 m
          It meets every Tuesday at 8pm.               | every Tuesday at 8pm=set XXXX-WXX-2T20
          It meets at 9 a.m. on Mondays.               | 9 a.m. on Mondays=set XXXX-WXX-1T09
          It meets three times a year.                 | three times a year=set 3 year P1Y
          It shut for the rest of the week.            | the rest of the week=date 2014-06-10 2014-06-15 2014-06-10/2014-06-15
          It opened on 13.5.2014.                      | 13.5.2014=date 2014-05-13
          It opened on 2014/May/13.                    | 2014/May/13=date 2014-05-13
          It will open two weeks from tomorrow.        | two weeks from tomorrow=date 2014-06-25
          It opens the month after next.               | the month after next=date 2014-08-01 2014-08-31 2014-08
          It shut on the 20th of last month.           | the 20th of last month=date 2014-05-20
          It opened two Fridays ago.                   | two Fridays ago=date 2014-05-30
          Sales rose in Q1 of fiscal 2014.             | Q1=date 2014-01-01 2014-03-31 2014-Q1; fiscal 2014=date FY2014
          Sales rose last fiscal year.                 | last fiscal year=date FY2013
          It ran from January to April 2012.           | January to April 2012=date 2012-01-01 2012-04-30 2012-01/2012-04
          It rained in the late afternoon.             | late afternoon=time 2014-06-10TAF
          It shut late in May 1987.                    | late in May 1987=date 1987-05-21 1987-05-31 1987-05
          It opened in September, nineteen oh one.     | September, nineteen oh one=date 1901-09-01 1901-09-30 1901-09
          He arrived this Sunday.                      | this Sunday=date 2014-06-08
          It rose by a quarter, or one sixth.          | a quarter=fraction 0.25; one sixth=fraction 0.166667
          It lost -$5 million and USD3.14.             | -$5 million=money -5000000 USD; USD3.14=money 3.14 USD
          He flew a Boeing 737-800 on flight 12.       |
          Its 787 airliner flew by version 10.4.       |
          At one point, one of them left.              |
          Diwali 2019 fell on a Sunday.                | Diwali 2019=date 2019-10-27; Sunday=date 2014-06-08
          Some thirty-two fifths is 6.4.               | thirty-two fifths=fraction 6.4; 6.4=cardinal 6.4
          It is less than a trillionth.                | a trillionth=fraction 0.000000000001
          It took one twenty-fifth.                    | one twenty-fifth=fraction 0.04
          Three quarters of the boats sank.            | Three quarters=fraction 0.75
          Sales fell for three quarters.               | three quarters=duration 3 quarter P9M
          It has one hundred and three quarters.       | one hundred and three quarters=cardinal 100.75
          It counted 1.3e6 atoms.                      | 1.3e6=cardinal 1300000
          Call 1-202-555-0143 or 202-555-0143 today.   | today=date 2014-06-10
          It has 5 M and 5 m of rope.                  | 5=cardinal 5; 5 m=measure 5 m
          They lent RM42 million and twenty dollars and fifty. | RM42 million=money 42000000 MYR; twenty dollars and fifty=money 20.5 USD
          They lost $20 and 50 boats.                  | $20=money 20 USD; 50=cardinal 50
          It was a drive of an hour and a half north.  | an hour and a half=duration 1.5 hour PT1.5H
          Sales rose in the year 2008.                 | year 2008=date 2008-01-01 2008-12-31 2008
          It opened in the school year 2008.           | school year 2008=date SY2008
          She died on 5 December 1391.                 | 5 December 1391=date 1391-12-05
          It ran from 26 June in 2011 to 28 June in 2012. | 26 June in 2011 to 28 June in 2012=date 2011-06-26 2012-06-28 2011-06-26/2012-06-28
          It grew in the twenty-first century.         | the twenty-first century=date 20XX
          They will have a meeting on Friday.          | Friday=date 2014-06-13
          They met on Wednesday evening last week.     | Wednesday evening last week=time 2014-06-04TEV
          It shut from Monday to Friday last week.     | Monday to Friday last week=date 2014-06-02 2014-06-06 2014-06-02/2014-06-06
          It shuts next week from Tuesday to Friday.   | next week from Tuesday to Friday=date 2014-06-17 2014-06-20 2014-06-17/2014-06-20
          It shuts between now and June 15.            | now and June 15=date 2014-06-10 2014-06-15 2014-06-10/2014-06-15
          It opened on Monday after 5 p.m.             | Monday after 5 p.m.=time 2014-06-09T17
          Rain fell from 10 p.m. to 3 a.m. in Rome.    | 10 p.m. to 3 a.m.=time 2014-06-10T22:00 2014-06-11T03:00 2014-06-10T22:00/2014-06-11T03:00
          The bar is open from 11 to 3am.              | 11 to 3am=time 2014-06-10T23:00 2014-06-11T03:00 2014-06-10T23:00/2014-06-11T03:00
          They left at ten forty-five.                 | ten forty-five=time 2014-06-10T10:45
          They left on Thursday at 17.30.              | Thursday at 17.30=time 2014-06-05T17:30
          It is 6 Jan 2014 - 6:37am.                   | 6 Jan 2014 - 6:37am=time 2014-01-06T06:37
          They met on Sat at 5.                        | Sat at 5=time 2014-06-07T05
          It ran from 5/1-5/7/2012.                    | 5/1-5/7/2012=date 2012-05-01 2012-05-07 2012-05-01/2012-05-07
          It ran from three thirty to four fifteen.    | three thirty to four fifteen=time 2014-06-10T03:30 2014-06-10T04:15 2014-06-10T03:30/2014-06-10T04:15
          It fell in midafternoon trading.             | midafternoon=time 2014-06-10TAF
          They were due on 8/12, 2015.                 | 8/12, 2015=date 2015-08-12
          It missed by an inch and sold by a kilogram. | an inch=measure 1 [in_i]; a kilogram=measure 1 kg
          The ISBN 978-3-16-148410-0 sold 3-4 times.   | 3-4=range 3 4
          Holi 2019 came early.                        | Holi 2019=date 2019-03-21
          One and a half million homes went dark.      | One and a half million=cardinal 1500000
          It lent $1.5 bn, £3 bn and 2.4 bn euros.     | $1.5 bn=money 1500000000 USD; £3 bn=money 3000000000 GBP; 2.4 bn euros=money 2400000000 EUR
          The $2.5 M film got 1.2 M votes.             | $2.5 M=money 2500000 USD; 1.2 M=cardinal 1200000
          It was 41C (106F) inland, 28.5C by the sea in a heatwave. | 41C=measure 41 Cel; 106F=measure 106 [degF]; 28.5C=measure 28.5 Cel
          Temperatures may fall to -12C, or 10 F.      | -12C=measure -12 Cel; 10 F=measure 10 [degF]
          He sat in 14C of flight 20 by rule 7C.       |
          Prices rose 0.3pc.                           | 0.3pc=percent 0.3 %
          A 2.1m-strong union met.                     | 2.1m=cardinal 2100000
          Use between 44 mg to 50 mg of salt.          | 44 mg to 50 mg=measure 44 50 mg
          Add 2 tbsp of oil and ½ tsp of salt.         | 2 tbsp=measure 2 [tbs_us]; ½ tsp=measure 0.5 [tsp_us]
          He shed 25 pounds; the baby has six pounds.  | 25 pounds=measure 25 [lb_av]; six pounds=measure 6 [lb_av]
          The firm lost 2,500 pounds on eggs.          | 2,500 pounds=money 2500 GBP
          They ate 3 doz eggs and five dozs of plums.  | 3 doz=cardinal 36; five dozs=cardinal 60
          It is 10^3 or 2^-2, and 0^2 is no power.     | 10^3=cardinal 1000; 2^-2=cardinal 0.25; 0=cardinal 0; 2=cardinal 2
          It took two thirty-firsts, for three firsts. | two thirty-firsts=fraction 0.0645161; three=cardinal 3
          The port was built in 79 AD or 753 BC.       | 79 AD=date 0079-01-01 0079-12-31 0079; 753 BC=date BC0753
          It fell in AD 64, 300 B.C. and the 5th century BC. | AD 64=date 0064-01-01 0064-12-31 0064; 300 B.C.=date BC0300; the 5th century BC=date BC04XX
          The 20 AD agencies ran 30 ad spots.          | 20=cardinal 20; 30=cardinal 30
          They came in the year 1066.                  | year 1066=date 1066-01-01 1066-12-31 1066
          In the year 200 boats sank; in a year 300.   | 200=cardinal 200; a year=duration 1 year P1Y; 300=cardinal 300
          Year two hundred and six was dry.            | Year two hundred and six=date 0206-01-01 0206-12-31 0206
          It was popular in the two thousands.         | the two thousands=date 2000-01-01 2009-12-31 200X
          It opened on the same day.                   | the same day=date XXXX-XX-XX
          Pay by EOD; the rest is due at the EOM.      | EOD=date 2014-06-10; the EOM=date 2014-06-21 2014-06-30 2014-06
          They sailed tues the 3rd at 7pm.             | tues the 3rd at 7pm=time 2014-06-03T19
          They sailed on Friday the 45th.              | Friday=date 2014-06-06; 45th=ordinal 45
          It shuts on the last Friday in October.      | the last Friday in October=date 2014-10-31
          It opened 12 / 11 / 2012, or 2016 / 11.      | 12 / 11 / 2012=date 2012-12-11; 2016 / 11=date 2016-11-01 2016-11-30 2016-11
          It opened 2016 -11; it shut 11- 2016.        | 2016 -11=date 2016-11-01 2016-11-30 2016-11; 11- 2016=date 2016-11-01 2016-11-30 2016-11
          In 2016 - 11 people came; in 2016 / 11 boats. | 2016=date 2016-01-01 2016-12-31 2016; 11=cardinal 11; 2016=date 2016-01-01 2016-12-31 2016; 11=cardinal 11
          He was born on 15 May of 87.                 | 15 May of 87=date 1987-05-15
          It will open in two days? Or in a week?      | two days=date 2014-06-12; a week=date 2014-06-17
          It left at ten minutes to five thirty.       | ten minutes to five thirty=time 2014-06-10T05:20
          The alarm rang at fifteen thirty p.m.        | fifteen thirty p.m.=time 2014-06-10T15:30
          It left on Sunday at 8:00 early morning.     | Sunday at 8:00 early morning=time 2014-06-08T08:00
          They will land tonight around 3, or at 8 tonight. | tonight around 3=time 2014-06-11T03; 8 tonight=time 2014-06-10T20
          The 2011 floods drowned 1950 cows.           | 2011=date 2011-01-01 2011-12-31 2011; 1950=cardinal 1950
          They run in the early mornings.              | early mornings=set XXXX-XX-XXTMO
          """)
  void readsKindsAndValues(String text, String expected) {
    assertThat(
            TAGGER.tag(null, text, "2014-06-10T08:30").stream()
                .map(EnglishNumberTaggerTest::shown)
                .collect(Collectors.joining("; ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void readsComparatorAndCountedNoun() {
    NumberMention number = TAGGER.tag(null, "At least 300 fishing boats sank.", null).getFirst();
    assertThat(number.getComparator()).hasToString("GE");
    assertThat(number.getCue().getText()).isEqualTo("At least");
    assertThat(number.getCounted().getText()).isEqualTo("fishing boats");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          An estimated number of jobs reaching 2,700 will go.   | estimated
          With an estimated death toll of 90 it is the worst.   | estimated
          The approximate total is 40 boats.                    | approximate
          The number of jobs reached 2,700.                     | -
          The estimated cost changed. The total is 40 boats.    | -
          """)
  void readsAnEstimateThatIsToldBeforeItsNoun(String text, @Nullable String cue) {
    NumberMention number = TAGGER.tag(null, text, null).getFirst();
    assertThat(number.getCue() == null ? null : number.getCue().getText()).isEqualTo(cue);
    assertThat(number.getComparator()).isEqualTo(cue == null ? Comparator.EQ : Comparator.APPROX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Friday .5.12 it rained",
        "Friday 1,234.5.6 it rained",
        ".1.2",
        "Monday 1,234.56.7"
      })
  void readsNoDateWhereAPartIsNoNumber(String text) {
    assertThat(TAGGER.tag(null, text, "2014-06-10T08:30"))
        .noneMatch(number -> number.getText().contains("."));
  }

  private static String shown(NumberMention number) {
    StringBuilder shown = new StringBuilder(number.getText()).append('=').append(number.getKind());
    for (String part :
        new String[] {
          number.getValue(), number.getValueEnd(), number.getUnit(), number.getTimex()
        }) {
      shown.append(part == null ? "" : " " + part);
    }
    return shown.toString();
  }
}
