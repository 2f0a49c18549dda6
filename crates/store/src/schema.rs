//! The tables as diesel sees them, the same on both engines. A test compares it with the migrations.

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    unit (id) {
        id -> Key,
        parent_id -> Nullable<Key>,
        code -> Text,
        name -> Text,
        level -> Text,
        position -> Integer,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    person (id) {
        id -> Key,
        unit_id -> Key,
        name -> Text,
        title -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    #[sql_name = "user"]
    account (id) {
        id -> Key,
        person_id -> Key,
        login -> Text,
        password -> Text,
        state -> Text,
        created_at -> Moment,
        seen_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    #[sql_name = "grant"]
    grants (id) {
        id -> Key,
        user_id -> Key,
        role -> Text,
        scope_kind -> Text,
        scope_id -> Nullable<Key>,
        valid_from -> Moment,
        valid_to -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    session (token_hash) {
        token_hash -> Text,
        user_id -> Key,
        csrf -> Text,
        created_at -> Moment,
        expires_at -> Moment,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    throttle (subject) {
        subject -> Text,
        failures -> Integer,
        until -> Moment,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    revoked_token (jti) {
        jti -> Text,
        expires_at -> Moment,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    plan (id) {
        id -> Key,
        code -> Text,
        name -> Text,
        form -> Text,
        stages -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    site (id) {
        id -> Key,
        unit_id -> Key,
        parent_id -> Nullable<Key>,
        code -> Text,
        name -> Text,
        domain -> Text,
        state -> Text,
        theme -> Text,
        hue -> Text,
        masthead -> Text,
        identity -> Text,
        grey -> Bool,
        notice -> Nullable<Text>,
        notice_url -> Nullable<Text>,
        plan_id -> Key,
        position -> Integer,
        revision -> Integer,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    site_host (host) {
        host -> Text,
        site_id -> Key,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    column_template (code) {
        code -> Text,
        name -> Text,
        tree -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    #[sql_name = "column"]
    columns (id) {
        id -> Key,
        site_id -> Key,
        parent_id -> Nullable<Key>,
        slug -> Text,
        path -> Text,
        name -> Text,
        kind -> Text,
        class -> Text,
        content_type -> Text,
        description -> Text,
        update_limit_days -> Nullable<Integer>,
        plan_id -> Nullable<Key>,
        accept -> Text,
        state -> Text,
        position -> Integer,
        next_run -> Integer,
        opened_at -> Moment,
        last_published_at -> Nullable<Moment>,
        revision -> Integer,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    document (id) {
        id -> Key,
        kind -> Text,
        unit_id -> Key,
        site_id -> Nullable<Key>,
        created_at -> Moment,
        created_by -> Nullable<Key>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    article (document_id) {
        document_id -> Key,
        site_id -> Key,
        column_id -> Key,
        content_type -> Text,
        title -> Text,
        state -> Text,
        drafter -> Text,
        updated_at -> Moment,
        published_at -> Nullable<Moment>,
        discarded -> Bool,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    draft (document_id) {
        document_id -> Key,
        revision -> Integer,
        text -> Text,
        hash -> Text,
        saved_at -> Moment,
        saved_by -> Nullable<Key>,
        editors -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    version (id) {
        id -> Key,
        document_id -> Key,
        number -> Integer,
        text -> Text,
        hash -> Text,
        reason -> Text,
        created_at -> Moment,
        created_by -> Nullable<Key>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    relation (from_id, to_id, kind) {
        from_id -> Key,
        to_id -> Key,
        kind -> Text,
        ordinal -> Integer,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    placement (id) {
        id -> Key,
        document_id -> Key,
        site_id -> Key,
        column_id -> Key,
        provenance -> Text,
        state -> Text,
        slot -> Nullable<Text>,
        pinned_until -> Nullable<Moment>,
        proposed_by -> Nullable<Key>,
        proposed_at -> Moment,
        decided_by -> Nullable<Key>,
        decided_at -> Nullable<Moment>,
        accepted_hash -> Nullable<Text>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    asset (sha256) {
        sha256 -> Text,
        name -> Text,
        kind -> Text,
        size -> BigInt,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        created_at -> Moment,
        created_by -> Nullable<Key>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    external_id (system, scope, value) {
        system -> Text,
        scope -> Text,
        value -> Text,
        document_id -> Key,
        hash -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    lexicon (id) {
        id -> Key,
        code -> Text,
        title -> Text,
        kind -> Text,
        site_id -> Nullable<Key>,
        version -> Integer,
        changed_at -> Moment,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    lexicon_csv (lexicon_id) {
        lexicon_id -> Key,
        entries -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    lexicon_entry (id) {
        id -> Key,
        lexicon_id -> Key,
        key -> Text,
        category -> Text,
        severity -> Text,
        row -> Text,
        added_in -> Integer,
        removed_in -> Nullable<Integer>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    lexicon_change (id) {
        id -> Key,
        lexicon_id -> Key,
        base_version -> Integer,
        number -> Nullable<Integer>,
        state -> Text,
        rows -> Text,
        sample -> Text,
        added -> Integer,
        changed -> Integer,
        removed -> Integer,
        severest -> Text,
        note -> Text,
        proposed_by -> Key,
        proposed_at -> Moment,
        decided_by -> Nullable<Key>,
        decided_at -> Nullable<Moment>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    finding (id) {
        id -> Key,
        version_id -> Key,
        identity -> Text,
        severity -> Text,
        detail -> Text,
        engine -> Text,
        found_at -> Moment,
        rule -> Text,
        folded -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    waiver (id) {
        id -> Key,
        document_id -> Key,
        finding -> Text,
        severity -> Text,
        reason -> Text,
        state -> Text,
        requested_by -> Key,
        requested_at -> Moment,
        decided_by -> Nullable<Key>,
        decided_at -> Nullable<Moment>,
        scope -> Text,
        version_hash -> Nullable<Text>,
        column_id -> Nullable<Key>,
        site_id -> Nullable<Key>,
        rule -> Text,
        found -> Text,
        preset -> Nullable<Text>,
        expires_at -> Nullable<Moment>,
        uses -> Integer,
        ended_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    round (id) {
        id -> Key,
        document_id -> Key,
        version_id -> Key,
        number -> Integer,
        hash -> Text,
        form -> Text,
        stages -> Text,
        authors -> Text,
        state -> Text,
        opened_at -> Moment,
        opened_by -> Key,
        due_at -> Moment,
        closed_at -> Nullable<Moment>,
        closed_by -> Nullable<Key>,
        closing_stage -> Nullable<Text>,
        reason -> Nullable<Text>,
        claimed_by -> Nullable<Key>,
        claimed_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    signature (id) {
        id -> Key,
        round_id -> Key,
        stage -> Text,
        seat -> Integer,
        kind -> Text,
        user_id -> Key,
        hash -> Text,
        opinion -> Text,
        checklist -> Text,
        signed_at -> Moment,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    annotation (id) {
        id -> Key,
        document_id -> Key,
        round_id -> Key,
        field -> Text,
        block -> Integer,
        start_at -> Integer,
        end_at -> Integer,
        quote -> Text,
        text -> Text,
        made_by -> Key,
        made_at -> Moment,
        resolved_by -> Nullable<Key>,
        resolved_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    live (document_id) {
        document_id -> Key,
        version_id -> Key,
        hash -> Text,
        clearance -> Text,
        published_at -> Moment,
        modified_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    publication (id) {
        id -> Key,
        document_id -> Key,
        version_id -> Key,
        site_id -> Key,
        column_id -> Key,
        path -> Text,
        up_at -> Moment,
        down_at -> Nullable<Moment>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    listing (column_id, document_id) {
        column_id -> Key,
        document_id -> Key,
        sort_at -> Moment,
        run -> Integer,
        pinned_until -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    run (column_id, number) {
        column_id -> Key,
        number -> Integer,
        size -> Integer,
        first_at -> Moment,
        first_id -> Key,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    address (site_id, path) {
        site_id -> Key,
        path -> Text,
        kind -> Text,
        document_id -> Nullable<Key>,
        target -> Nullable<Text>,
        number -> Nullable<BigInt>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    page (site_id, path) {
        site_id -> Key,
        path -> Text,
        subject -> Text,
        lane -> Integer,
        wanted -> BigInt,
        rendered -> BigInt,
        hash -> Nullable<Text>,
        size -> BigInt,
        written_at -> Nullable<Moment>,
        failure -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    page_read (key, site_id, path) {
        key -> Text,
        site_id -> Key,
        path -> Text,
        depth -> Integer,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    job (id) {
        id -> Key,
        lane -> Integer,
        kind -> Text,
        dedup -> Text,
        payload -> Text,
        site_id -> Nullable<Key>,
        state -> Text,
        run_at -> Moment,
        attempts -> Integer,
        max_attempts -> Integer,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Moment>,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    change (seq) {
        seq -> BigInt,
        document_id -> Key,
        at -> Moment,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    event (seq) {
        seq -> BigInt,
        id -> Key,
        at -> Moment,
        kind -> Text,
        version -> Integer,
        actor_kind -> Text,
        actor_id -> Nullable<Key>,
        actor_name -> Text,
        site_id -> Nullable<Key>,
        document_id -> Nullable<Key>,
        payload -> Text,
        request -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    unsealed (event_seq) {
        event_seq -> BigInt,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    seal (position) {
        position -> BigInt,
        event_seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    series (scope, pattern, year) {
        scope -> Text,
        pattern -> Text,
        year -> Integer,
        next -> BigInt,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    setting (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    asset_text (sha256) {
        sha256 -> Text,
        state -> Text,
        detail -> Text,
        engine -> Text,
        read_at -> Moment,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    scan (id) {
        id -> Key,
        kind -> Text,
        state -> Text,
        reason -> Text,
        engine -> Text,
        lists -> Text,
        from_seq -> BigInt,
        to_seq -> BigInt,
        position -> Text,
        total -> BigInt,
        done -> BigInt,
        found -> BigInt,
        closed -> BigInt,
        worked_ms -> BigInt,
        started_by -> Nullable<Key>,
        started_at -> Moment,
        ended_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    live_finding (id) {
        id -> Key,
        subject -> Text,
        document_id -> Nullable<Key>,
        site_id -> Key,
        path -> Nullable<Text>,
        version_id -> Nullable<Key>,
        identity -> Text,
        rule -> Text,
        category -> Text,
        severity -> Text,
        detail -> Text,
        source -> Text,
        state -> Text,
        owner_id -> Nullable<Key>,
        engine -> Text,
        found_at -> Moment,
        closed_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    link (hash) {
        hash -> Text,
        url -> Text,
        host -> Text,
        state -> Text,
        status -> Nullable<Integer>,
        why -> Text,
        fails -> Integer,
        goods -> Integer,
        checked_at -> Nullable<Moment>,
        next_at -> Moment,
        since -> Nullable<Moment>,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    link_use (document_id, hash) {
        document_id -> Key,
        hash -> Text,
    }
}

diesel::table! {
    use crate::types::{Key, Moment};
    use diesel::sql_types::*;
    likeness (document_id) {
        document_id -> Key,
        signature -> BigInt,
        part_a -> Integer,
        part_b -> Integer,
        part_c -> Integer,
        part_d -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    unit, person, account, grants, session, throttle, revoked_token, plan, site, site_host, column_template, columns, document,
    article, draft, version, relation, placement, asset, external_id, lexicon, lexicon_csv, lexicon_entry, lexicon_change,
    finding, waiver, round, signature, annotation, live, publication, listing, run, address, page, page_read, job, change, event,
    unsealed, seal, series, setting, asset_text, scan, live_finding, link, link_use, likeness
);
