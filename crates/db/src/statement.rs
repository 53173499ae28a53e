use crate::value::Value;

/// Which rows a statement may touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Facts of the caller's own unit; the unit is bound as `$1`.
    Unit,
    /// Facts across units or a national list; the text says why that is allowed.
    Across(&'static str),
    /// Work tables (sessions, jobs, inbox), which are no facts.
    Work,
}

/// One SQL text, the same for both engines, in the registry that a test prepares on both.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    pub name: &'static str,
    pub sql: &'static str,
    pub reach: Reach,
}

/// Declares a room's statements and their registry `STATEMENTS`.
///
/// ```
/// db::statements! {
///     /// One person, if there is one.
///     FIND_ORANG = "select id, nama from orang where unit = $1 and id = $2";
///     work HAPUS_SESI = "delete from sesi where kedaluwarsa < $1";
///     across "public verification by an unguessable token" CARI_UNIT = "select unit from directory where key = $1";
/// }
/// assert_eq!(STATEMENTS.len(), 3);
/// assert_eq!(FIND_ORANG.name, "FIND_ORANG");
/// ```
///
/// A statement may hold the comment `/*where*/` where a [`Where`] adds conditions at run time.
#[macro_export]
macro_rules! statements {
    ($($body:tt)*) => { $crate::__statements!(@one [] $($body)*); };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __statements {
    (@one [$($done:ident)*]) => {
        /// Every statement of this module, for the test that prepares them on both engines.
        pub(crate) const STATEMENTS: &[$crate::Statement] = &[$($done),*];
    };
    (@one [$($done:ident)*] $(#[$doc:meta])* work $name:ident = $sql:expr; $($rest:tt)*) => {
        $crate::__statements!(@def [$(#[$doc])*] $name $sql, $crate::Reach::Work);
        $crate::__statements!(@one [$($done)* $name] $($rest)*);
    };
    (@one [$($done:ident)*] $(#[$doc:meta])* across $why:literal $name:ident = $sql:expr; $($rest:tt)*) => {
        $crate::__statements!(@def [$(#[$doc])*] $name $sql, $crate::Reach::Across($why));
        $crate::__statements!(@one [$($done)* $name] $($rest)*);
    };
    (@one [$($done:ident)*] $(#[$doc:meta])* $name:ident = $sql:expr; $($rest:tt)*) => {
        $crate::__statements!(@def [$(#[$doc])*] $name $sql, $crate::Reach::Unit);
        $crate::__statements!(@one [$($done)* $name] $($rest)*);
    };
    (@def [$($doc:tt)*] $name:ident $sql:expr, $reach:expr) => {
        $($doc)*
        pub(crate) const $name: $crate::Statement =
            $crate::Statement { name: stringify!($name), sql: $sql, reach: $reach };
    };
}

/// A pattern for `like ? escape '!'` that finds this text anywhere, in which `%` and `_` mean themselves.
pub fn containing(text: &str) -> Value {
    let literal = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    Value::from(format!("%{literal}%"))
}

/// Conditions that a list adds to a statement at run time: fixed fragments, bound values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Where {
    fragments: Vec<(&'static str, Vec<Value>)>,
}

impl Where {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `and <fragment>`; each `?` in the fragment stands for the next value.
    #[must_use]
    pub fn and(mut self, fragment: &'static str, values: impl IntoIterator<Item = Value>) -> Self {
        self.fragments.push((fragment, values.into_iter().collect()));
        self
    }

    /// Adds the fragment only where there is a value.
    #[must_use]
    pub fn and_some<T: Into<Value>>(self, fragment: &'static str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.and(fragment, [value.into()]),
            None => self,
        }
    }

    /// Puts the conditions in place of `/*where*/` and their values behind those already bound.
    pub(crate) fn apply(self, sql: &str, values: &mut Vec<Value>) -> String {
        let mut text = String::new();
        for (fragment, bound) in self.fragments {
            text.push_str(" and ");
            let mut bound = bound.into_iter();
            for (position, piece) in fragment.split('?').enumerate() {
                if position > 0 {
                    values.push(bound.next().expect("a fragment has a value for each `?`"));
                    text.push('$');
                    text.push_str(&values.len().to_string());
                }
                text.push_str(piece);
            }
        }
        sql.replace("/*where*/", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_looked_for_has_no_wildcards() {
        assert_eq!(containing("50%_!"), Value::from("%50!%!_!!%".to_owned()));
    }

    #[test]
    fn conditions_are_numbered_after_the_bound_values() {
        let mut values = vec![Value::from(1_i64)];
        let sql = Where::new()
            .and("dusun = ?", [Value::from("Kauman")])
            .and_some("rw = ?", None::<i64>)
            .and("lahir between ? and ?", [Value::from(2_i64), Value::from(3_i64)])
            .apply("select 1 from t where unit = $1 /*where*/ order by nama", &mut values);
        assert_eq!(
            sql,
            "select 1 from t where unit = $1  and dusun = $2 and lahir between $3 and $4 order by nama"
        );
        assert_eq!(values.len(), 4);
    }

    #[test]
    fn without_conditions_the_comment_disappears() {
        assert_eq!(Where::new().apply("select 1 /*where*/", &mut vec![]), "select 1 ");
    }
}
